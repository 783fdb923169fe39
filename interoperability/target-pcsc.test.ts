import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import type { Report } from "../src/conformance/index.ts";
import { skipWithout } from "../src/foundation/testing/skip-without.ts";
import { runCommand } from "./client/command-line.ts";
import { libpcscliteIsMissing } from "./card-for-programs.ts";
import { type Pcscd, skipWithoutPcscd, startPcscd } from "./pcscd.ts";
import { closeAll } from "../src/foundation/testing/close-all.ts";
import { itUntilFailure } from "../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

/** A sample of each kind of behaviour: the whole suite has as many insertions as scenarios, and each takes pcscd a while. */
const sample = ["NETWORK-01", "PASSCODE-01", "PASSCODE-03", "PRESENCE-01", "PRESENCE-03", "PRESENCE-04", "EXPIRY-02"];

const sampleAsJson = ["--tags", sample.map((id) => `@id:${id}`).join(" or "), "--json"];

function assertVerdicts(json: string): void {
  const { scenarios, target } = JSON.parse(json) as Report;
  assert.equal(target, "pcsc");
  for (const { id, verdict, reason } of scenarios) {
    assert.equal(verdict, id === "PRESENCE-01" ? "not applicable" : "passed", `${id}: ${reason ?? ""}`);
  }
  const cards = new Set(scenarios.filter(({ id }) => id === "NETWORK-01").map(({ example }) => example));
  assert.deepEqual(cards, new Set(["piv", "series8"]));
}

describe("the conformance suite on virtual cards in a PC/SC service of the testkit's own", () => {
  it("gives the verdicts that it gives through pcscd", { skip: skipWithout(libpcscliteIsMissing()) }, async () => {
    const reportDir = await mkdtemp(join(tmpdir(), "target-pcsc-"));
    const nowhere = { environment: { PCSCLITE_CSOCK_NAME: "/nonexistent/pcscd.comm" } };
    const command = ["conformance", "--target", "pcsc", "--report-dir", reportDir, ...sampleAsJson];
    const { status, stdout, stderr } = await runCommand(nowhere, command);
    await rm(reportDir, { recursive: true });
    assert.equal(status, 0, `${stderr}\n${stdout}`);
    assertVerdicts(stdout);
  });
});

describe("the conformance suite on virtual cards in a real pcscd", { skip: skipWithoutPcscd() }, () => {
  let pcscd: Pcscd;
  let reportDir: string;
  before(async () => {
    pcscd = await startPcscd();
    reportDir = await mkdtemp(join(tmpdir(), "target-pcsc-"));
  });
  after(() =>
    closeAll(
      () => pcscd.stop(),
      () => rm(reportDir, { recursive: true }),
    ),
  );

  const conformance = (...args: string[]) =>
    runCommand(pcscd, ["conformance", "--target", "pcsc", "--report-dir", reportDir, ...args]);

  it("passes for both cards, and says what cannot be tested there", async () => {
    const { status, stdout, stderr } = await conformance("--vpcd-port", String(pcscd.ports[0]), ...sampleAsJson);
    assert.equal(status, 0, `${stderr}\n${stdout}`);
    assertVerdicts(stdout);
  });

  it("is not run by several workers on the same two readers", async () => {
    const { status, stderr } = await conformance("--parallel", "2");
    assert.equal(status, 2);
    assert.match(stderr, /CONFIGURATION_INVALID.*parallel/);
  });
});

describe("the target pcsc on a machine whose PC/SC service is not running", () => {
  it("ends with 3 and says what to start", async () => {
    const nowhere = { environment: { PCSCLITE_CSOCK_NAME: "/nonexistent/pcscd.comm" } };
    const { status, stderr } = await runCommand(nowhere, ["conformance", "--target", "pcsc", "--machine-pcscd"]);
    assert.equal(status, 3);
    assert.match(stderr, /^PCSC_(SOCKET_UNANSWERED: .*"\/nonexistent\/pcscd\.comm"|LIBRARY_MISSING)/);
  });
});
