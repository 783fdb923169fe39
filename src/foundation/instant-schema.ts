import { z } from "zod";
import { parseInstant } from "./instant.ts";

/** An instant in a file or a request, read as strictly as on the command line: `2026-01-31T12:00:00Z`. */
export const instantText = z
  .string()
  .refine((text) => parseInstant(text) !== undefined, "must be an instant such as 2026-01-31T12:00:00Z")
  .meta({ format: "date-time" });
