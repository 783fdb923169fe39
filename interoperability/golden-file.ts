import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";

/**
 * Compares what a tool printed with the file that keeps it, so that a change of behaviour shows in a review. The files
 * are of the tools as Debian 12 packages them, OpenSC 0.23.0 and yubico-piv-tool 2.2.0, whose wording is another in other versions;
 * `UPDATE_GOLDEN=1` writes the file again instead. `vary` are the parts that
 * differ from run to run: each is replaced by its name in angle brackets.
 */
export function assertGolden(file: string, actual: string, vary: Readonly<Record<string, RegExp>> = {}): void {
  let settled = actual;
  for (const [name, pattern] of Object.entries(vary)) settled = settled.replace(pattern, `<${name}>`);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, settled);
    return;
  }
  const hint = `${relative(process.cwd(), file)} (OpenSC 0.23.0, yubico-piv-tool 2.2.0) says otherwise; if the change is meant, run with UPDATE_GOLDEN=1`;
  assert.equal(settled, readFileSync(file, "utf8"), hint);
}
