import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { catalogue, type ErrorCode } from "../foundation/errors/catalogue.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { reportError } from "./report-error.ts";

function exitCodeOf(
  error: unknown,
  name = error instanceof TestkitError ? String(error.code) : "Internal error",
): number {
  let written = "";
  const code = reportError(error, { write: (text: string) => (written += text) });
  assert.match(written, new RegExp(`^${name}: `));
  return code;
}

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return assert.fail("it did not throw");
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
  ["INPUT_ENDED", 3],
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

it("what the system refuses is a file or an output that failed, and ends with 74", () => {
  const refusals = [
    () => readFileSync(join(import.meta.filename, "below")),
    () => {
      writeFileSync("x".repeat(300), "");
    },
  ];
  for (const refused of refusals) assert.equal(exitCodeOf(errorOf(refused), "FILE_FAILED"), 74);
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    code: "ENOSPC",
    errno: -28,
    syscall: "write",
  });
  assert.equal(exitCodeOf(new Error("while printing", { cause: full }), "OUTPUT_FAILED"), 74);
});

it("a file that the testkit itself lacks is an error of its own", () => {
  assert.equal(exitCodeOf(errorOf(() => readFileSync("none"))), 70);
});

it("anything that is not in the catalogue ends with 70", () => {
  assert.equal(exitCodeOf(new TypeError("a slip")), 70);
  assert.equal(exitCodeOf("a string"), 70);
});
