import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import { Instruction } from "../src/iso7816/index.ts";
import {
  changePasscode,
  type PasscodeSource,
  renew,
  requestSecurityCode,
  scriptedPasscodes,
  unlock,
} from "../src/client/index.ts";
import { isTestkitError } from "../src/foundation/errors/testkit-error.ts";
import { expectSame } from "./support/expected.ts";
import { ScriptedPerson, wrongPasscodeFor } from "./support/scripted-person.ts";
import type { TestkitWorld } from "./support/world.ts";

/** How the last card service of a scenario ended: `success`, or the code of its error. */
const outcomes = new WeakMap<TestkitWorld, string>();
const codeRequests = new WeakMap<TestkitWorld, string>();

async function attempt(world: TestkitWorld, service: () => Promise<unknown>): Promise<void> {
  try {
    await service();
    outcomes.set(world, "success");
  } catch (error) {
    if (!isTestkitError(error)) throw error;
    outcomes.set(world, error.code);
  }
}

/** Enters these, in turn; asked again after a refusal, gives up with it. */
function entering(...passcodes: readonly string[]): PasscodeSource {
  const script = scriptedPasscodes(...passcodes);
  return { ask: (request) => (request.refused ? Promise.reject(request.refused) : script.ask(request)) };
}

function passcodeOf({ card }: TestkitWorld): string {
  return card.persona.card.passcode;
}

async function authorityOf(world: TestkitWorld) {
  const { cis2 } = await world.cis2.embedded();
  return {
    readers: world.desktop.readers,
    authority: cis2.networks[world.cis2.network].origin,
    fetch: world.requests.fetch,
  };
}

function change(world: TestkitWorld, current: string, next: string, repeated = next): Promise<void> {
  const passcodes = entering(current, next, repeated);
  return attempt(world, () => changePasscode({ readers: world.desktop.readers, passcodes }));
}

When("the person changes the passcode to {string}", function (this: TestkitWorld, next: string) {
  return change(this, passcodeOf(this), next);
});

When(
  "the person changes the passcode from {string} to {string}",
  function (this: TestkitWorld, old: string, next: string) {
    return change(this, old, next);
  },
);

When(
  "the person changes the passcode to {string} but repeats {string}",
  function (this: TestkitWorld, next: string, repeated: string) {
    return change(this, passcodeOf(this), next, repeated);
  },
);

When("a person who does not know the passcode changes it to {string}", function (this: TestkitWorld, next: string) {
  return change(this, wrongPasscodeFor(passcodeOf(this)), next);
});

When("the person signs in with the passcode {string}", async function (this: TestkitWorld, passcode: string) {
  await this.signIns.signIn(new ScriptedPerson(passcode));
});

When("the person asks for a security code", async function (this: TestkitWorld) {
  const at = await authorityOf(this);
  await attempt(this, async () => {
    codeRequests.set(this, (await requestSecurityCode(at)).request);
  });
});

When(
  "the person unlocks the card with the code and the passcode {string}",
  async function (this: TestkitWorld, next: string) {
    await unlockWith(this, await codeSent(this), next);
  },
);

When("the person unlocks the card with a wrong code", async function (this: TestkitWorld) {
  await unlockWith(this, wrongPasscodeFor(await codeSent(this)));
});

/** Without a passcode to enter, the person gives up if one is asked for. */
async function unlockWith(world: TestkitWorld, code: string, next?: string): Promise<void> {
  const request = codeRequests.get(world);
  assert.ok(request, "no code was asked for");
  const at = await authorityOf(world);
  const passcodes = next === undefined ? entering() : entering(next, next);
  await attempt(world, () => unlock({ ...at, request, code, passcodes }));
}

async function codeSent(world: TestkitWorld): Promise<string> {
  const { cis2 } = await world.cis2.embedded();
  const message = await cis2.registrationAuthority.codes.message(world.card.serial);
  assert.ok(message, "no message was sent");
  expectSame("the address that the code was sent to", message.to, world.card.persona.user.email);
  return message.code;
}

When("{int} minutes {int} second(s) pass", function (this: TestkitWorld, minutes: number, seconds: number) {
  this.clock.advance((minutes * 60 + seconds) * 1000);
});

When("the person renews the card", async function (this: TestkitWorld) {
  await renewWith(this, passcodeOf(this));
});

When("the person renews the card with the passcode {string}", async function (this: TestkitWorld, passcode: string) {
  await renewWith(this, passcode);
});

When("the person renews the card, and pulls it out when a new key is made", async function (this: TestkitWorld) {
  let keys = 0;
  this.desktop.pullOutAt((command) => command[1] === Instruction.GENERATE_ASYMMETRIC_KEY_PAIR && ++keys === 2);
  await renewWith(this, passcodeOf(this));
});

async function renewWith(world: TestkitWorld, passcode: string): Promise<void> {
  const at = await authorityOf(world);
  await attempt(world, () => renew({ ...at, passcodes: entering(passcode) }));
}

Then("the card service succeeds", function (this: TestkitWorld) {
  expectSame("the outcome of the card service", outcomes.get(this), "success");
});

Then(/^the card service (?:ends|is refused) with "(.*)"$/, function (this: TestkitWorld, outcome: string) {
  expectSame("the outcome of the card service", outcomes.get(this), outcome);
});

Then("nothing that was sent to CIS2 holds {string}", function (this: TestkitWorld, secret: string) {
  const forms = [secret, Buffer.from(secret).toString("base64"), Buffer.from(secret).toString("hex")];
  assert.ok(this.requests.sent.length > 0, "nothing was sent to CIS2, so that nothing can be said of it");
  for (const sent of this.requests.sent) {
    const where = sent.split("\n")[0] ?? "";
    for (const form of forms) assert.ok(!sent.includes(form), `the secret is in the request ${where}`);
  }
});

Given(
  "the {string} card of {string} with the old passcode {string} is in the reader",
  async function (this: TestkitWorld, profile: string, persona: string, passcode: string) {
    await this.desktop.insert(await this.cards.issue(persona, profile, "rsa-2048", passcode));
  },
);
