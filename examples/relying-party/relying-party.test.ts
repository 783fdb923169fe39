import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { unusedPort } from "../../src/foundation/testing/unused-port.ts";
import { issuerPath } from "../../src/fake-cis2/networks/cis2-network.ts";
import type { Report } from "../../src/conformance/index.ts";
import { nextPrinted } from "../../src/foundation/testing/next-printed.ts";
import { isThorough } from "../../src/foundation/testing/thorough.ts";

/** Scenarios of each feature file. All of them, with the same configuration in one process: variants.test.ts. */
const sample = [
  ...["SIGNIN-01", "CARD-01", "DISCOVERY-01", "ASSERTION-01", "STATE-01", "NONCE-01", "ERRORS-01", "ROLES-02"],
  ...["BROWSER-01", "KEYS-01", "LOGOUT-01", "SIGNOUT-01", "TIMEOUT-01"],
].map((id) => `RP-${id}`);
const tags = isThorough ? "@relying-party" : sample.map((id) => `@id:${id}`).join(" or ");

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const script = here("relying-party.ts");

function start(args: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
}

async function ended(child: ChildProcess): Promise<number | null> {
  const [exitCode] = (await once(child, "exit")) as [number | null];
  return exitCode;
}

it("the example and the testkit meet as README.md says, each a separate process", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "example-"));
  const [port, cis2Port] = [String(await unusedPort()), String(await unusedPort())];
  const settings = {
    CIS2_ISSUER: `http://127.0.0.1:${cis2Port}${issuerPath}`,
    CLIENT_ID: "100000000001.apps.national",
    TEST_CLOCK: "true",
  };
  const example = start([script], { ...settings, PORT: port });
  try {
    assert.ok(example.stdout);
    assert.equal(await nextPrinted(example.stdout), `Listening at http://localhost:${port}\n`);
    const config = here("cis2-testkit.config.ts");
    const command = ["conformance", "--config", config, "--tags", tags, "--report-dir", folder];
    const run = start([here("../../bin/cis2-testkit.js"), ...command], { PORT: port, CIS2_PORT: cis2Port });
    const [exitCode, ...printed] = await Promise.all([
      ended(run),
      run.stdout && text(run.stdout),
      run.stderr && text(run.stderr),
    ]);
    assert.equal(exitCode, 0, printed.join(""));
    const report = JSON.parse(await readFile(join(folder, "report.json"), "utf8")) as Report;
    const passed = new Set(report.scenarios.filter(({ verdict }) => verdict === "passed").map(({ id }) => id));
    assert.deepEqual(
      sample.filter((id) => !passed.has(id)),
      [],
    );
  } finally {
    example.kill();
    await rm(folder, { recursive: true });
  }
});

it("says what is missing or wrong in the environment", async () => {
  const example = start([script], { CIS2_ISSUER: "not a URL", CLIENT_ID: "" });
  const [exitCode, errors] = await Promise.all([ended(example), example.stderr && text(example.stderr)]);
  assert.equal(exitCode, 1);
  assert.match(errors ?? "", /CIS2_ISSUER/);
  assert.match(errors ?? "", /CLIENT_ID/);
});
