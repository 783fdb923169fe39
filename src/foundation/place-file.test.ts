import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { placeIfFree, replaceFile } from "./place-file.ts";

let folder: string;
let draft: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "place-file-"));
  [draft, file] = [join(folder, "draft"), join(folder, "file")];
  writeFileSync(draft, "new", { mode: 0o600 });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const refusal = (code: string) => Object.assign(new Error(code), { code });
const refuse = (code: string) => () => {
  throw refusal(code);
};

describe("a file that is replaced", () => {
  for (const code of ["EPERM", "EACCES", "EBUSY"]) {
    it(`is tried again on Windows while another program looks at it: ${code}`, () => {
      writeFileSync(file, "old");
      let tries = 0;
      replaceFile(draft, file, "win32", (from, to) => {
        if (++tries < 3) throw refusal(code);
        renameSync(from, to);
      });
      assert.deepEqual([tries, readFileSync(file, "utf8"), readdirSync(folder)], [3, "new", ["file"]]);
    });
  }

  it("fails at once on other systems, and on Windows for another reason", () => {
    for (const [platform, code] of [
      ["linux", "EPERM"],
      ["darwin", "EACCES"],
      ["win32", "ENOENT"],
    ] as const) {
      let tries = 0;
      const rename = () => {
        tries += 1;
        throw refusal(code);
      };
      assert.throws(() => {
        replaceFile(draft, file, platform, rename);
      }, refusal(code));
      assert.equal(tries, 1);
    }
  });
});

describe("a file for a place that is free", () => {
  for (const [name, link] of [
    ["by a hard link", undefined],
    ["by a copy if there are no links, as on exFAT for Linux", refuse("EPERM")],
    ["by a copy if there are no links, as on exFAT for Windows", refuse("EISDIR")],
  ] as const) {
    it(`is put there ${name}, and never over another`, () => {
      assert.equal(placeIfFree(draft, file, link), true);
      assert.deepEqual([readFileSync(file, "utf8"), statSync(file).mode & 0o077], ["new", 0]);
      writeFileSync(file, "another's");
      assert.equal(placeIfFree(draft, file, link), false);
      assert.equal(readFileSync(file, "utf8"), "another's");
    });
  }

  it("is refused as the system refuses it", () => {
    assert.throws(() => placeIfFree(draft, join(folder, "none", "file")), { code: "ENOENT" });
  });
});
