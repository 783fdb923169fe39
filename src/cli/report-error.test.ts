import assert from "node:assert/strict";
import { it } from "node:test";
import { catalogue, type ErrorCode } from "../foundation/errors/catalogue.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { reportError } from "./report-error.ts";

function exitCodeOf(error: unknown): number {
  let written = "";
  const code = reportError(error, { write: (text: string) => (written += text) });
  assert.match(written, error instanceof TestkitError ? new RegExp(`^${error.code}: `) : /^Internal error/);
  return code;
}

const table: [ErrorCode, number][] = [
  ["CONFIGURATION_INVALID", 2],
  ["READER_NONE", 3],
  ["CARD_ABSENT", 3],
  ["PORT_TAKEN", 3],
  ["CIS2_UNREACHABLE", 4],
  ["NETWORK_NOT_ALLOWED", 8],
  ["PASSCODE_LOCKED", 8],
  ["PASSCODE_UNAVAILABLE", 3],
];
for (const [code, exitCode] of table) {
  it(`${code} ends with ${exitCode}`, () => {
    assert.equal(exitCodeOf(new TestkitError(code as "CARD_ABSENT")), exitCode);
  });
}

it("no error but the mismatch of a replay ends with 1, which means unexpected verdicts", () => {
  const codes = Object.keys(catalogue) as ErrorCode[];
  const withOne = codes.filter((code) => exitCodeOf(new TestkitError(code as "CARD_ABSENT")) === 1);
  assert.deepEqual(withOne, ["TRACE_MISMATCH"]);
});

it("anything that is not in the catalogue ends with 70", () => {
  assert.equal(exitCodeOf(new TypeError("a slip")), 70);
  assert.equal(exitCodeOf("a string"), 70);
});
