import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { z } from "zod";
import { readDataFile } from "./data-file.ts";
import { isTestkitError } from "./errors/testkit-error.ts";

const folder = mkdtempSync(join(tmpdir(), "data-file-"));
after(() => {
  rmSync(folder, { recursive: true });
});
const schema = z.strictObject({ card: z.strictObject({ serial: z.string() }) });

function reasonFor(content: string | Uint8Array): string | number | undefined {
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

describe("a file as Windows writes it", () => {
  const text = '{\r\n  "card": { "serial": "Zoë" }\r\n}\r\n';
  const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
  for (const [name, content] of [
    ["with lines that end in CR and LF", text],
    ["with a byte order mark", `\ufeff${text}`],
    ["in UTF-16, as `>` of PowerShell 5 writes", utf16],
    ["in UTF-16 with the high byte first", Buffer.from(utf16).swap16()],
  ] as const) {
    it(`is read ${name}`, () => {
      const file = join(folder, "windows.json");
      writeFileSync(file, content);
      assert.deepEqual(readDataFile(file, schema), { card: { serial: "Zoë" } });
    });
  }

  it("is refused in another encoding, whose letters would be read as others", () => {
    assert.match(String(reasonFor(Buffer.from(text, "latin1"))), /^it is not text in UTF-8/);
  });
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
