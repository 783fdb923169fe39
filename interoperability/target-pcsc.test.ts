import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Report } from "../src/conformance/index.ts";
import { runCommand } from "./client/command-line.ts";
import { type Pcscd, skipWithoutPcscd, startPcscd } from "./pcscd.ts";

/** A sample of each kind of behaviour: the whole suite has as many insertions as scenarios, and each takes pcscd a while. */
const sample = ["NETWORK-01", "PASSCODE-02", "PASSCODE-03", "PRESENCE-01", "PRESENCE-03", "PRESENCE-04", "EXPIRY-02"];

describe("the conformance suite on virtual cards in a real pcscd", { skip: skipWithoutPcscd() }, () => {
  let pcscd: Pcscd;
  let reportDir: string;
  before(async () => {
    pcscd = await startPcscd();
    reportDir = await mkdtemp(join(tmpdir(), "target-pcsc-"));
  });
  after(async () => {
    await pcscd.stop();
    await rm(reportDir, { recursive: true });
  });

  const conformance = (...args: string[]) =>
    runCommand(pcscd, ["conformance", "--target", "pcsc", "--report-dir", reportDir, ...args]);

  it("passes for both cards, and says what cannot be tested there", async () => {
    const tags = sample.map((id) => `@id:${id}`).join(" or ");
    const vpcd = ["--vpcd-port", String(pcscd.ports[0])];
    const { status, stdout, stderr } = await conformance(...vpcd, "--tags", tags, "--json");
    assert.equal(status, 0, `${stderr}\n${stdout}`);
    const { scenarios, target } = JSON.parse(stdout) as Report;
    assert.equal(target, "pcsc");
    for (const { id, verdict, reason } of scenarios) {
      assert.equal(verdict, id === "PRESENCE-01" ? "not applicable" : "passed", `${id}: ${reason ?? ""}`);
    }
    const cards = new Set(scenarios.filter(({ id }) => id === "NETWORK-01").map(({ example }) => example));
    assert.deepEqual(cards, new Set(["piv", "series8"]));
  });

  it("is not run by several workers on the same two readers", async () => {
    const { status, stderr } = await conformance("--parallel", "2");
    assert.equal(status, 2);
    assert.match(stderr, /CONFIGURATION_INVALID.*parallel/);
  });
});

describe("the target pcsc without a PC/SC service", () => {
  it("ends with 3 and says what to start", async () => {
    const nowhere = { environment: { PCSCLITE_CSOCK_NAME: "/nonexistent/pcscd.comm" } };
    const { status, stderr } = await runCommand(nowhere, ["conformance", "--target", "pcsc"]);
    assert.equal(status, 3);
    assert.match(stderr, /^PCSC_(SERVICE_STOPPED|LIBRARY_MISSING)/);
  });
});
