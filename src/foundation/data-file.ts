import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { TestkitError } from "./errors/testkit-error.ts";
import { safeParse } from "./safe-parse.ts";

/** Reads a JSON file and checks it. Throws DATA_FILE_INVALID naming the file and each offending field. */
export function readDataFile<Schema extends z.ZodType>(file: string | URL, schema: Schema): z.output<Schema> {
  const path = typeof file === "string" ? file : fileURLToPath(file);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new TestkitError("DATA_FILE_INVALID", { file: path, reason: whyUnread(cause) }, { cause });
  }
  const parsed = safeParse(schema, content);
  if (!parsed.success) {
    throw new TestkitError("DATA_FILE_INVALID", { file: path, reason: describeIssues(parsed.error) });
  }
  return parsed.data;
}

function whyUnread(cause: unknown): string {
  if (cause instanceof SyntaxError) return `it is not JSON (${cause.message})`;
  const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  return missing ? "there is no such file" : String(cause);
}

/** The issues of a zod error in one line: `card.serial: expected string`, joined by semicolons. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}
