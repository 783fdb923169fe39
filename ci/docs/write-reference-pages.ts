import { writeFileSync } from "node:fs";
import { formatted } from "./formatted.ts";
import { referencePages } from "./reference-pages.ts";

const root = new URL("../../", import.meta.url);

for (const { path, content } of await referencePages()) {
  writeFileSync(new URL(path, root), await formatted(path, content));
}
