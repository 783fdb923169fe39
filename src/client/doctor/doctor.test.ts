import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ManualClock } from "../../foundation/clock.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { endServer, startTestServer } from "../../foundation/testing/test-server.ts";
import { encodeResponse } from "../../iso7816/index.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { testIdentity } from "../testing/test-certificate.ts";
import { clockSkew } from "./checks/cis2-hosts.ts";
import { examine, type DoctorOptions } from "./doctor.ts";
import type { Finding } from "./finding.ts";
import { type Machine, programFolders } from "./machine.ts";

const machine: Machine = {
  nodeVersion: "24.1.0",
  runningPrograms: () => Promise.resolve(["bash", "chrome.exe"]),
  installedPrograms: () => Promise.resolve(["Mozilla Firefox"]),
};
const healthy = {
  machine,
  portServicePorts: [0],
  openReaders: () => Promise.resolve(scriptedReaders({ R1: undefined })),
};

async function finding(check: string, options: DoctorOptions): Promise<Finding> {
  const findings = await examine({ ...healthy, ...options });
  const found = findings.find((one) => one.check === check);
  assert.ok(found, `no finding ${check} among ${findings.map((one) => one.check).join(", ")}`);
  if (found.verdict !== "ok") assert.ok(found.cure, "a finding without a cure");
  return found;
}

describe("the doctor", () => {
  it("finds nothing wrong with a machine in order", async () => {
    const findings = await examine(healthy);
    assert.deepEqual(
      findings.map(({ check, verdict }) => [check, verdict]),
      [
        ["Node", "ok"],
        ["PC/SC", "ok"],
        ["Reader R1", "ok"],
        ["Old software", "ok"],
        ["Local ports", "ok"],
      ],
    );
  });

  it("looks for programs where Windows has them", () => {
    const environment = { ProgramFiles: "D:\\Program Files", "ProgramFiles(x86)": "D:\\Program Files (x86)" };
    assert.deepEqual(programFolders("win32", environment), [
      "D:\\Program Files",
      "D:\\Program Files\\NHS",
      "D:\\Program Files (x86)",
      "D:\\Program Files (x86)\\NHS",
    ]);
  });

  it("tells an old Node from one that will do", async () => {
    for (const [nodeVersion, verdict] of [
      ["22.17.1", "problem"],
      ["20.20.2", "problem"],
      ["22.18.0", "ok"],
      ["26.0.0", "ok"],
    ]) {
      assert.equal(
        (await finding("Node", { machine: { ...machine, nodeVersion: nodeVersion ?? "" } })).verdict,
        verdict,
      );
    }
  });

  it("passes on why there is no PC/SC, and says that there is no reader", async () => {
    const openReaders = () => Promise.reject(new TestkitError("PCSC_ACCESS_DENIED"));
    const { verdict, cure } = await finding("PC/SC", { openReaders });
    assert.deepEqual([verdict, cure?.includes("polkit")], ["problem", true]);
    const none = await finding("Readers", { openReaders: () => Promise.resolve(scriptedReaders({})) });
    assert.equal(none.verdict, "problem");
  });

  it("says of each card whether it can be used", async () => {
    const cards = {
      unknown: new ScriptedCard(() => encodeResponse(0x6a82)),
      locked: new ScriptedCard(pivScript({ ...(await testIdentity()), triesLeft: 0 })),
      blank: new ScriptedCard(pivScript()),
      good: new ScriptedCard(pivScript(await testIdentity())),
    };
    const openReaders = () => Promise.resolve(scriptedReaders(cards));
    const seen = async (name: string) => {
      const { verdict, message } = await finding(`Reader ${name}`, { openReaders });
      return `${verdict}: ${message}`;
    };
    assert.match(await seen("unknown"), /^warning: .*\(ATR\): 3B00/);
    assert.match(await seen("locked"), /^warning: .*locked/);
    assert.match(await seen("blank"), /^warning: .*without certificates/);
    assert.match(await seen("good"), /^ok: PIV card \(series 9\), 3 tries left/);
  });

  it("finds old software that runs or is installed", async () => {
    for (const name of [
      "NHS Identity Agent",
      "IdentityAgent.exe",
      "NHS Credential Management",
      "CredentialManagement.exe",
    ]) {
      const runs = { ...machine, runningPrograms: () => Promise.resolve(["bash", name]) };
      const stands = { ...machine, installedPrograms: () => Promise.resolve([name]) };
      for (const one of [runs, stands]) {
        const { verdict, message } = await finding("Old software", { machine: one });
        assert.equal(verdict, "problem");
        assert.ok(message.includes(name));
      }
    }
  });

  it("warns of a port that is taken, and calls it a problem when all are", async () => {
    await using server = await startTestServer();
    const { port } = server;
    assert.equal((await finding("Local ports", { portServicePorts: [port, 0] })).verdict, "warning");
    assert.equal((await finding("Local ports", { portServicePorts: [port] })).verdict, "problem");
  });

  it("tries each host of CIS2, and compares the clocks", async () => {
    await using running = await startTestServer((_request, response) => response.writeHead(404).end());
    const host = `127.0.0.1:${running.port}`;
    const cis2 = [`http://${host}/`];
    assert.equal((await finding(`CIS2 at ${host}`, { cis2 })).verdict, "ok");
    assert.equal((await finding("Clock", { cis2 })).verdict, "ok");
    const clock = new ManualClock(new Date(Date.now() + 3_600_000));
    assert.match((await finding("Clock", { cis2, clock })).message, /ahead of/);
    await endServer(running.server);
    const gone = await finding(`CIS2 at ${host}`, { cis2 });
    assert.deepEqual([gone.verdict, gone.message], ["problem", `CIS2 cannot be reached at http://${host}.`]);
  });

  it("allows clocks a minute, and asks for a look where the host tells no time", () => {
    const date = "Mon, 23 Nov 2026 12:00:00 GMT";
    const verdicts = ["12:01:00", "12:01:01", "11:58:59"].map(
      (time) => clockSkew(date, new Date(`2026-11-23T${time}Z`), "h").verdict,
    );
    assert.deepEqual(verdicts, ["ok", "problem", "problem"]);
    assert.equal(clockSkew(null, new Date(), "h").verdict, "warning");
  });
});
