import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import type { Assertion, SignInSession } from "../src/client/index.ts";
import { isTestkitError, type TestkitError } from "../src/foundation/errors/testkit-error.ts";
import { invalidAssertions } from "./support/invalid-assertions.ts";
import type { TestkitWorld } from "./support/world.ts";

interface SentAssertion {
  readonly session: SignInSession;
  readonly refusal: TestkitError | undefined;
}

const attempts = new WeakMap<TestkitWorld, SentAssertion>();
const callbacks = new WeakMap<TestkitWorld, URL>();

When(/^the client sends an assertion with (.+)$/, async function (this: TestkitWorld, name: string) {
  const make = invalidAssertions[name];
  assert.ok(make, `there is no invalid assertion "${name}"`);
  const session = await this.signIns.startSession();
  const presented = this.clock.now();
  await send(this, session, await make(this, session));
  // A real card need not be valid at any other time.
  this.clock.set(presented);
});

When("the assertion of that sign-in is sent to a new sign-in", async function (this: TestkitWorld) {
  const sent = this.requests.sent.findLast((request) => request.includes("unverifiedCertificate"));
  assert.ok(sent, "no assertion was sent before");
  const token = JSON.parse(sent.slice(sent.indexOf("\n\n"))) as Assertion;
  await send(this, await this.signIns.startSession(), token);
});

When(
  "the client answers a challenge that is {int} minutes and {int} seconds old",
  async function (this: TestkitWorld, minutes: number, seconds: number) {
    const session = await this.signIns.startSession();
    const token = await this.signIns.answer(await session.challenge(), session.origin);
    this.clock.advance((minutes * 60 + seconds) * 1000);
    await send(this, session, token);
  },
);

When("the client sends a right assertion after it", async function (this: TestkitWorld) {
  const { session } = attempt(this);
  const state = await session.sendAssertion(await this.signIns.answer(await session.challenge(), session.origin));
  callbacks.set(this, await session.finish(state));
});

async function send(
  world: TestkitWorld,
  session: SignInSession,
  token: Assertion | Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    await session.sendAssertion(token);
    attempts.set(world, { session, refusal: undefined });
  } catch (error) {
    if (!isTestkitError(error)) throw error;
    attempts.set(world, { session, refusal: error });
  }
}

Then("the assertion is refused with {string}", function (this: TestkitWorld, code: string) {
  const { refusal } = attempt(this);
  assert.equal(refusal?.code ?? "accepted", code, refusal?.message);
});

Then("the assertion is accepted", function (this: TestkitWorld) {
  const { refusal } = attempt(this);
  assert.equal(refusal, undefined, `CIS2 refused the assertion: ${refusal?.message ?? ""}`);
});

Then("the person comes back to the system with a code", function (this: TestkitWorld) {
  const callback = callbacks.get(this) ?? assert.fail("the person has not come back");
  assert.ok(callback.searchParams.get("code"), `the person is sent back with ${callback.search}`);
});

function attempt(world: TestkitWorld): SentAssertion {
  const made = attempts.get(world);
  assert.ok(made, "no assertion was sent yet");
  return made;
}
