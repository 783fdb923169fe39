import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { decodeText } from "./decode-text.ts";
import { TestkitError } from "./errors/testkit-error.ts";
import { safeParse } from "./safe-parse.ts";

/** Reads a JSON file and checks it. Throws DATA_FILE_INVALID naming the file and each offending field. */
export function readDataFile<Schema extends z.ZodType>(file: string | URL, schema: Schema): z.output<Schema> {
  // A file is read once: zod would compile a function for each object in it.
  const parsed = safeParse(schema, readJsonFile(file), { jitless: true });
  if (parsed.success) return parsed.data;
  throw dataFileInvalid(file, describeIssues(parsed.error), parsed.error);
}

/** Reads a JSON file, in UTF-8 or as {@link readTextFile}. Throws DATA_FILE_INVALID naming the file. */
export function readJsonFile(file: string | URL): unknown {
  const text = readText(file, true);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw dataFileInvalid(file, `it is not JSON (${reasonOf(cause)})`, cause);
  }
}

/**
 * Reads a text file in UTF-8, or in UTF-16 with a byte order mark, as PowerShell 5 writes. Bytes that are neither become
 * U+FFFD. Throws DATA_FILE_INVALID naming the file.
 */
export function readTextFile(file: string | URL): string {
  return readText(file, false);
}

function readText(file: string | URL, fatal: boolean): string {
  try {
    return decodeText(readFileSync(file), fatal);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    throw dataFileInvalid(file, known[String(code)] ?? reasonOf(cause), cause);
  }
}

const known: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not text in UTF-8, nor in UTF-16 with a byte order mark",
};

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
