import assert from "node:assert/strict";
import { After, Given, Status, Then, When } from "@cucumber/cucumber";
import { expectSame } from "./support/expected.ts";
import type { AgentOptions, ScenarioAgent } from "./support/scenario-agent.ts";
import type { TestkitWorld } from "./support/world.ts";

const agents = new WeakMap<TestkitWorld, ScenarioAgent>();
const answers = new WeakMap<TestkitWorld, Awaited<ReturnType<ScenarioAgent["ticket"]>>>();

After(async function (this: TestkitWorld, { result }) {
  const agent = agents.get(this);
  if (agent && result?.status === Status.FAILED) {
    const lines = agent.events.map(({ step, userId = "nobody", refused }) =>
      refused === undefined ? `${step}: ${userId}` : `${step}: ${userId}, refused: ${refused}`,
    );
    this.attach(lines.join("\n"), { mediaType: "text/plain", fileName: "What happened at gas" });
  }
  await agent?.[Symbol.asyncDispose]();
});

async function start(world: TestkitWorld, options: AgentOptions = {}): Promise<void> {
  // Loaded only if a scenario needs it.
  const { ScenarioAgent } = await import("./support/scenario-agent.ts");
  agents.set(world, await ScenarioAgent.start(world, options));
}

function agentOf(world: TestkitWorld): ScenarioAgent {
  return agents.get(world) ?? assert.fail("no Identity Agent runs on the desktop");
}

Given("the Identity Agent runs on the desktop", async function (this: TestkitWorld) {
  await start(this);
});

Given(
  "the Identity Agent runs on the desktop, and role {int} is chosen",
  async function (this: TestkitWorld, role: number) {
    await start(this, { role });
  },
);

Given("the Identity Agent runs on the desktop, and a wrong passcode is entered", async function (this: TestkitWorld) {
  await start(this, { wrongPasscode: true });
});

Given("the Identity Agent runs on the desktop, as if it did not retire", async function (this: TestkitWorld) {
  await start(this, { refusedFrom: "2099-01-01T00:00:00Z" });
});

When("the person signs in at gas", async function (this: TestkitWorld) {
  answers.set(this, await agentOf(this).ticket("ticket"));
});

Then(
  "gas knows a ticket of {string} with role {int}",
  async function (this: TestkitWorld, name: string, number: number) {
    const { user, roles } = await this.cards.persona(name);
    const known = (await agentOf(this).gas.tickets()).map(({ userId, selectedRole }) => ({ userId, selectedRole }));
    const expected = [{ userId: user.userId, selectedRole: roles[number - 1]?.roleId }];
    expectSame("the tickets that gas knows", known, expected);
  },
);

Then("a program on the desktop gets the same ticket", async function (this: TestkitWorld) {
  const { ticket } = answers.get(this) ?? assert.fail("nobody has signed in at gas");
  assert.ok(ticket, "the sign-in gave no ticket");
  const again = await agentOf(this).ticket("ticket-no-auth");
  assert.equal(again.ticket, ticket, "the program got another ticket, or none");
});

Then("gas knows no ticket", async function (this: TestkitWorld) {
  expectSame("how many tickets gas knows", (await agentOf(this).gas.tickets()).length, 0);
});

Then("the agent says {string}", function (this: TestkitWorld, code: string) {
  const answer = answers.get(this) ?? assert.fail("nobody has signed in at gas");
  expectSame("the error that the agent gives", answer.error?.code, code);
});

Then("gas refuses with {string}", async function (this: TestkitWorld, reason: string) {
  const refused = agentOf(this).events.flatMap((event) => (event.refused === undefined ? [] : [event.refused]));
  assert.ok(refused.length > 0, "gas refused nothing");
  expectSame("why gas refused the sign-in", new Set(refused), new Set([reason]));
  expectSame("how many tickets gas knows", (await agentOf(this).gas.tickets()).length, 0);
});

Then("the ticket soon ends", async function (this: TestkitWorld) {
  const timeout = AbortSignal.timeout(4000);
  // The agent tells gas by itself.
  while ((await agentOf(this).gas.tickets()).length > 0 && !timeout.aborted) await new Promise(setImmediate);
  expectSame("how many tickets gas knows", (await agentOf(this).gas.tickets()).length, 0);
  expectSame("the ticket that a program gets", (await agentOf(this).ticket("ticket-no-auth")).ticket, null);
});
