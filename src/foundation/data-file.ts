import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { TestkitError } from "./errors/testkit-error.ts";
import { safeParse } from "./safe-parse.ts";

/** Reads a JSON file and checks it. Throws DATA_FILE_INVALID naming the file and each offending field. */
export function readDataFile<Schema extends z.ZodType>(file: string | URL, schema: Schema): z.output<Schema> {
  const parsed = safeParse(schema, readJsonFile(file));
  if (parsed.success) return parsed.data;
  throw dataFileInvalid(file, describeIssues(parsed.error), parsed.error);
}

/** Reads a JSON file. Throws DATA_FILE_INVALID naming the file. */
export function readJsonFile(file: string | URL): unknown {
  const text = readTextFile(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw dataFileInvalid(file, `it is not JSON (${reasonOf(cause)})`, cause);
  }
}

/** Reads a text file. Throws DATA_FILE_INVALID naming the file. */
export function readTextFile(file: string | URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw dataFileInvalid(file, missing ? "there is no such file" : reasonOf(cause), cause);
  }
}

/** What is wrong with a file of data, by DATA_FILE_INVALID. */
export function dataFileInvalid(file: string | URL, reason: string, cause?: unknown): TestkitError {
  const path = typeof file === "string" ? file : fileURLToPath(file);
  return new TestkitError("DATA_FILE_INVALID", { file: path, reason }, { cause });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The issues of a zod error in one line: `card.serial: expected string`, joined by semicolons. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}
