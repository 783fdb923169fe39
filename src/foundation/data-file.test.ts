import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { z } from "zod";
import { readDataFile } from "./data-file.ts";
import { isTestkitError } from "./errors/testkit-error.ts";

const folder = mkdtempSync(join(tmpdir(), "data-file-"));
after(() => {
  rmSync(folder, { recursive: true });
});
const schema = z.strictObject({ card: z.strictObject({ serial: z.string() }) });

function reasonFor(content: string): string | number | undefined {
  const file = join(folder, "data.json");
  writeFileSync(file, content);
  try {
    readDataFile(file, schema);
  } catch (error) {
    if (isTestkitError(error, "DATA_FILE_INVALID")) return error.details["reason"];
    throw error;
  }
  return undefined;
}

it("gives what the schema makes of the file", () => {
  assert.equal(reasonFor('{"card":{"serial":"1"}}'), undefined);
});

it("names the field that is wrong", () => {
  assert.match(String(reasonFor('{"card":{"serial":1}}')), /^card\.serial: .*string/);
});

it("says that a file is not JSON", () => {
  assert.match(String(reasonFor("{")), /^it is not JSON/);
});

it("says that a file is missing", () => {
  assert.throws(
    () => readDataFile(join(folder, "missing.json"), schema),
    (error) => isTestkitError(error, "DATA_FILE_INVALID") && error.message.includes("there is no such file"),
  );
});
