import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { exitCodes } from "../conformance/index.ts";
import { issuerPath } from "../fake-cis2/index.ts";
import { runInProcess } from "./testing/run-in-process.ts";

const needed = [
  ["--start-url", "http://localhost:3000/login"],
  ["--signed-in", "Signed in as"],
  ["--signed-out", 'Signed "out"'],
  ["--redirect-uri", "http://localhost:3000/callback"],
].flat();

describe("cis2-testkit init relying-party", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "init-"));
  });
  after(() => rm(folder, { recursive: true }));
  const init = (output: string, ...words: readonly string[]) =>
    runInProcess(["init", "relying-party", "--output", join(folder, output), ...words]);

  it("writes a configuration that a run takes, and says which issuer the system needs", async () => {
    const { exitCode, stdout, stderr } = await init("first.mts", ...needed, "--cis2-port", "9090");
    assert.equal(exitCode, 0, stderr);
    assert.equal(stdout, `${join(folder, "first.mts")}\n`);
    assert.ok(stderr.split("\n").includes(`http://127.0.0.1:9090${issuerPath}`), stderr);
    const text = await readFile(join(folder, "first.mts"), "utf8");
    assert.match(
      text,
      /^ {4}\/\/ Where a person starts to sign in\.\n {4}startUrl: "http:\/\/localhost:3000\/login",$/m,
    );
    const listed = await runInProcess(["conformance", "--config", join(folder, "first.mts"), "--list"]);
    assert.equal(listed.exitCode, 0, listed.stderr);
    assert.match(listed.stdout, /RP-SIGNIN-01/);
  });

  it("refuses to replace a file without --force", async () => {
    await writeFile(join(folder, "there.mts"), "mine");
    const refused = await init("there.mts", ...needed);
    assert.equal(refused.exitCode, exitCodes.usage);
    assert.match(refused.stderr, /^CONFIGURATION_INVALID: .*there\.mts.*see --force/);
    assert.equal(await readFile(join(folder, "there.mts"), "utf8"), "mine");
    assert.equal((await init("there.mts", ...needed, "--force")).exitCode, 0);
  });

  it("names what it needs where nobody can be asked", async () => {
    const { exitCode, stderr } = await init("none.mts", "--start-url", "http://localhost:3000/");
    assert.equal(exitCode, exitCodes.usage);
    assert.match(stderr, /no terminal to ask at.*: --signed-in, --signed-out, --redirect-uri$/m);
  });

  it("writes nothing that a run would refuse", async () => {
    const { exitCode, stderr } = await init("bad.mts", ...needed, "--session-url", "localhost:3000");
    assert.equal(exitCode, exitCodes.usage);
    assert.match(stderr, /^CONFIGURATION_INVALID: .*sessionUrl/);
    await assert.rejects(readFile(join(folder, "bad.mts")), { code: "ENOENT" });
  });
});
