import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { runCli } from "../../src/cli/testing/run-cli.ts";
import { runFeatures } from "../../src/conformance/index.ts";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { knownSecrets } from "./known-secrets.ts";
import { secretsIn } from "./secrets-in.ts";
import { secretsWritten } from "./secrets-written.ts";

const passcode = knownSecrets[0] ?? assert.fail("there are no personas");
const folder = await mkdtemp(join(tmpdir(), "no-secret-written-"));
after(() => rm(folder, { recursive: true }));

// `npm test` asks the same of its run of the whole suite: run-suite.ts.
it("a run of the conformance suite writes no secret, to a file or to the terminal", async () => {
  const part = isThorough ? [] : ["--shard", `${String(1 + randomInt(30))}/30`];
  const result = await runCli("conformance", "--report-dir", folder, ...part);
  assert.equal(result.exitCode, 0, result.stderr);
  assert.deepEqual(await secretsWritten(folder, result), []);
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const text = await readFile(file, "utf8");
    await writeFile(file, `${text}\n<!-- ${passcode.value} -->`);
    assert.deepEqual(await secretsWritten(folder, result), [`${name}: ${passcode.name}`]);
    await writeFile(file, text);
  }
  for (const stream of ["stdout", "stderr"])
    assert.deepEqual(await secretsWritten(folder, { ...result, [stream]: passcode.value }), [
      `${stream}: ${passcode.name}`,
    ]);
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
