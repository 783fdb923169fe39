import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { runCli } from "../../src/cli/testing/run-cli.ts";
import { runFeatures } from "../../src/conformance/index.ts";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { knownSecrets } from "./known-secrets.ts";
import { secretsIn } from "./secrets-in.ts";

const folder = await mkdtemp(join(tmpdir(), "no-secret-written-"));
after(() => rm(folder, { recursive: true }));

it("a run of the conformance suite writes no secret, to a file or to the terminal", async () => {
  const part = isThorough ? [] : ["--shard", `${String(1 + randomInt(3))}/3`];
  const { exitCode, stdout, stderr } = await runCli("conformance", "--report-dir", folder, ...part);
  assert.equal(exitCode, 0, stderr);
  assert.deepEqual(secretsIn(stdout, knownSecrets), []);
  assert.deepEqual(secretsIn(stderr, knownSecrets), []);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const reports = files.filter((file) => file.isFile());
  assert.deepEqual(reports.map(({ name }) => name).sort(), [
    "junit.xml",
    "messages.ndjson",
    "report.html",
    "report.json",
  ]);
  for (const { name, parentPath } of reports) {
    assert.deepEqual(secretsIn(await readFile(join(parentPath, name), "utf8"), knownSecrets), [], name);
  }
});

it("the evidence of scenarios that fail has no secret in it, be it APDUs or HTTP", async () => {
  const results = await runFeatures({
    tags: "@req:EXCHANGE-03 or @req:CIS2-15",
    worldParameters: { target: "virtual", leaveOutCheck: "checkSignature" },
  });
  const failed = results.filter(({ verdict }) => verdict === "failed");
  const evidence = JSON.stringify(failed);
  assert.match(evidence, /VERIFY/);
  assert.match(evidence, /POST http/);
  assert.deepEqual(secretsIn(evidence, knownSecrets), []);
});
