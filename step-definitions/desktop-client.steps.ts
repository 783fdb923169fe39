import assert from "node:assert/strict";
import { After, Given, Then, When } from "@cucumber/cucumber";
import { examine, type Finding } from "../src/client/index.ts";
import { InProcessReaders } from "../src/virtual-card/index.ts";
import { expectSame } from "./support/expected.ts";
import { DesktopClient } from "./support/desktop-client.ts";
import type { TestkitWorld } from "./support/world.ts";

const clients = new WeakMap<TestkitWorld, DesktopClient>();
const answers = new WeakMap<TestkitWorld, Response>();
const findings = new WeakMap<TestkitWorld, readonly Finding[]>();

After(async function (this: TestkitWorld) {
  await clients.get(this)?.close();
});

function clientOf(world: TestkitWorld): DesktopClient {
  const client = clients.get(world);
  assert.ok(client, "no smartcard client runs on the desktop");
  return client;
}

Given("the smartcard client runs on the desktop", async function (this: TestkitWorld) {
  clients.set(this, await DesktopClient.start(this));
});

When("the person signs in through the local service", async function (this: TestkitWorld) {
  await clientOf(this).signIn();
});

When("the person opens another system and is asked to sign in again", async function (this: TestkitWorld) {
  expectSame(
    "what CIS2 does for another system with prompt=login",
    await clientOf(this).openAnotherSystem("login"),
    "asks",
  );
  await clientOf(this).signIn();
});

When(
  "the person signs in, selecting {string} in the passcode window",
  async function (this: TestkitWorld, label: string) {
    assert.ok(label === "OK" || label === "Cancel", `the passcode window has no "${label}"`);
    clientOf(this).selects = label;
    await clientOf(this).signIn();
  },
);

When("the card is taken out", async function (this: TestkitWorld) {
  await this.desktop.eject();
});

When("the person cancels the passcode window", async function (this: TestkitWorld) {
  clientOf(this).selects = "Cancel";
  answers.set(this, await clientOf(this).authenticate());
});

When("the card is taken out while the passcode window is open", async function (this: TestkitWorld) {
  clientOf(this).selects = "nothing";
  const answer = clientOf(this).authenticate();
  await clientOf(this).windowShown;
  await this.desktop.eject();
  answers.set(this, await answer);
});

Then("the passcode window says {string}", async function (this: TestkitWorld, text: string) {
  const said = await clientOf(this).windowText();
  assert.ok(said.includes(text), `the passcode window says: ${said.replaceAll(/\s+/g, " ")}`);
});

Then("the page is told {string}", async function (this: TestkitWorld, code: string) {
  const answer = answers.get(this) ?? assert.fail("the page has asked for nothing");
  const { error } = (await answer.json()) as { error: { code: string } };
  expectSame("the error that the page is told", error.code, code);
});

Then("{int} passcode window(s) has/have come up", function (this: TestkitWorld, expected: number) {
  expectSame("the number of passcode windows", clientOf(this).windows, expected);
});

Then("the person is (still )signed in at CIS2", async function (this: TestkitWorld) {
  expectSame("what CIS2 does for another system", await clientOf(this).openAnotherSystem(undefined), "signed in");
});

Then("the person is soon signed out at CIS2", async function (this: TestkitWorld) {
  // The client tells CIS2 by itself; the step's own time limit ends a wait in vain.
  while ((await clientOf(this).openAnotherSystem(undefined)) === "signed in");
});

/** A desktop with nothing wrong but what the scenario adds. */
const machine = {
  nodeVersion: process.versions.node,
  runningPrograms: () => Promise.resolve([]),
  installedPrograms: () => Promise.resolve([]),
};
const desktop = { machine, portServicePorts: [0], openReaders: () => Promise.resolve(new InProcessReaders()) };

When("the desktop is examined where CIS2 is blocked", async function (this: TestkitWorld) {
  const { createServer } = await import("node:net");
  const blocked = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => blocked.listen(0, "127.0.0.1", resolve));
  const { port } = blocked.address() as { port: number };
  findings.set(this, await examine({ ...desktop, cis2: [`http://127.0.0.1:${port}`] }));
  blocked.close();
});

When("the desktop is examined where {string} is installed", async function (this: TestkitWorld, program: string) {
  const installedPrograms = () => Promise.resolve([program]);
  findings.set(this, await examine({ ...desktop, machine: { ...machine, installedPrograms } }));
});

Then("the finding on CIS2 is a problem that says what to allow", function (this: TestkitWorld) {
  const finding = findings.get(this)?.find(({ check }) => check.startsWith("CIS2 at"));
  expectSame("the verdict on CIS2", finding?.verdict, "problem");
  const { cure = "" } = finding;
  assert.match(cure, /this network can reach it/, `the cure does not say what to allow: ${cure}`);
});

Then("the finding on old software is a problem that names {string}", function (this: TestkitWorld, program: string) {
  const finding = findings.get(this)?.find(({ check }) => check === "Old software");
  expectSame("the verdict on old software", finding?.verdict, "problem");
  const { message } = finding;
  assert.ok(message.includes(program), `the finding does not name ${program}: ${message}`);
});
