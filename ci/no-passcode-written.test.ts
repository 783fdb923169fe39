import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { runCli } from "../src/cli/testing/run-cli.ts";
import { loadPersonas } from "../src/fake-cis2/index.ts";

const folder = await mkdtemp(join(tmpdir(), "no-passcode-written-"));
after(() => rm(folder, { recursive: true }));

const passcodes = Object.values(loadPersonas().personas).map(({ card }) => card.passcode);
// Digits that only happen to stand inside a longer number, such as a time in nanoseconds, are no passcode.
const anyPasscode = new RegExp(`(?<!\\d)(${passcodes.join("|")})(?!\\d)`);

it("a run of the conformance suite writes no passcode, to a file or to the terminal", async () => {
  const { exitCode, stdout, stderr } = await runCli("conformance", "--report-dir", folder);
  assert.equal(exitCode, 0, stderr);
  assert.doesNotMatch(stdout, anyPasscode);
  assert.doesNotMatch(stderr, anyPasscode);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const reports = files.filter((file) => file.isFile());
  assert.deepEqual(reports.map(({ name }) => name).sort(), [
    "junit.xml",
    "messages.ndjson",
    "report.html",
    "report.json",
  ]);
  for (const { name, parentPath } of reports) {
    assert.doesNotMatch(await readFile(join(parentPath, name), "utf8"), anyPasscode, name);
  }
});

it("would notice one", () => {
  assert.match(`<td>${passcodes[0] ?? ""}</td>`, anyPasscode);
});
