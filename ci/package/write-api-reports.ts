import { join } from "node:path";
import { compareApi } from "./api-report.ts";

compareApi(join(import.meta.dirname, "../.."), { write: true });
