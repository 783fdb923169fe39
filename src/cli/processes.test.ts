import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { skipWithoutPcscLibrary } from "../client/testing/pcsc-library.ts";
import { exitCodes } from "../conformance/verdicts/exit-code.ts";
import { createProgram } from "./program.ts";
import { runCliWith } from "./testing/run-cli.ts";
import { itUntilFailure } from "../foundation/testing/until-failure.ts";

const it = itUntilFailure();

/** Neither a PC/SC service nor a server is there. */
const nowhere = "http://127.0.0.1:1";
const environment = { PCSCLITE_CSOCK_NAME: "/nonexistent/pcscd.comm" };

// Most tests run commands in their own process. These see that each command, and each exit code, comes out of a real one.
const runs: [exitCode: number, ...words: string[]][] = [
  [0, "login", "--persona", "one-role"],
  [8, "login", "--persona", "locked-card"],
  [2, "login", "--persona", "unheard-of"],
  [4, "login", "--issuer", nowhere],
  [0, "conformance", "--tags", "@id:NETWORK-01", "--list"],
  [1, "conformance", "--tags", "@id:NETWORK-01", "--expected", "<a failure that does not come>"],
  [5, "conformance", "--tags", "@id:UNHEARD-OF-01", "--list"],
  [2, "record", "--sign-in"],
  [2, "replay", "unheard-of.trace.json"],
  [2, "merge-reports", "unheard-of"],
  [2, "serve", "--settings", "unheard-of.json"],
  [3, "adopt"],
  [3, "readers"],
  [3, "doctor"],
  [2, "client", "--origin", "no-origin"],
  [2, "client", "--origin", "https://a.test", "--gas", "http://127.0.0.1:1"],
  [3, "change-passcode"],
  [3, "unlock", "--authority", nowhere],
  [4, "renew", "--authority", nowhere],
  [2, "card", "inspect", "unheard-of.json"],
  [2, "pcsc", "--card", "unheard-of:one-role"],
  [4, "compare", "--issuer", nowhere],
  [2, "init", "relying-party", "--unheard-of"],
  [2, "complete", "tcsh"],
  [4, "wait", "--timeout", "1", nowhere],
];

/** Exit codes that other tests see come out of a process, because they take a card or a system that is wrong. */
const seenElsewhere: readonly number[] = [
  exitCodes.cardNotRestored, // interoperability/strangers
  exitCodes.targetNotReady, // examples/relying-party/set-up.test.ts
  exitCodes.ioFailed, // output.test.ts
];

describe("as a process,", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "cis2-testkit-processes-"));
    const expectation = { verdict: "failed", reason: "it passes" };
    await writeFile(join(folder, "expected.json"), JSON.stringify({ "NETWORK-01": expectation }));
  });
  after(() => rm(folder, { recursive: true }));

  it("two runs at once may write their reports to one folder", async () => {
    const reports = join(folder, "shared");
    const run = () => runCliWith(environment, "conformance", "--tags", "@req:NHS-01", "--report-dir", reports);
    for (const { exitCode, stdout, stderr } of await Promise.all([run(), run()]))
      assert.equal(exitCode, 0, stdout + stderr);
    assert.deepEqual((await readdir(reports)).sort(), ["junit.xml", "messages.ndjson", "report.html", "report.json"]);
    const messages = await readFile(join(reports, "messages.ndjson"), "utf8");
    assert.equal(messages.match(/"testRunFinished"/g)?.length, 1);
  });

  const skipReaders = skipWithoutPcscLibrary();
  for (const [expected, ...words] of runs) {
    // Without the library they end with 3.
    const skip = ["client", "renew"].includes(words[0] ?? "") && skipReaders;
    it(`${words.join(" ")} ends with ${expected}`, { skip }, async () => {
      const { exitCode, stdout, stderr } = await runCliWith(
        environment,
        ...words.map((word) => (word.startsWith("<") ? join(folder, "expected.json") : word)),
        ...(words[0] === "conformance" ? ["--report-dir", folder] : []),
      );
      assert.equal(exitCode, expected, stdout + stderr);
      assert.doesNotMatch(stderr, /Internal error/);
    });
  }

  it("each command is among them", async () => {
    const names = (await createProgram()).commands.map((command) => command.name());
    assert.deepEqual([...new Set(runs.map(([, name]) => name))].sort(), names.sort());
  });

  it("each exit code is among them, save that of an error of the testkit's own", () => {
    const { internal, ...others } = exitCodes;
    assert.equal(internal, 70);
    const seen = new Set([...runs.map(([code]) => code), ...seenElsewhere]);
    assert.deepEqual([...seen].sort(), Object.values(others).sort());
  });
});
