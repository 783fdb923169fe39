import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { expectSame } from "./support/expected.ts";
import { ScriptedPerson, wrongPasscodeFor } from "./support/scripted-person.ts";
import type { TestkitWorld } from "./support/world.ts";

When("the person enters a wrong passcode", async function (this: TestkitWorld) {
  await enterWrongPasscode(this);
});

When("the person enters a wrong passcode {int} times", async function (this: TestkitWorld, times: number) {
  for (let time = 0; time < times; time++) await enterWrongPasscode(this);
});

async function enterWrongPasscode(world: TestkitWorld): Promise<void> {
  await world.signIns.signIn(new ScriptedPerson(wrongPasscodeFor(world.card.persona.card.passcode)));
}

When("the person cancels the passcode", async function (this: TestkitWorld) {
  await this.signIns.signIn(new ScriptedPerson(undefined));
});

Then("the passcode was not asked for", function (this: TestkitWorld) {
  expectSame("how often the passcode was asked for", this.signIns.person.asked, 0);
});

Then("nothing that was sent to CIS2 holds the passcode", function (this: TestkitWorld) {
  const { passcode } = this.card.persona.card;
  const forms = [passcode, Buffer.from(passcode).toString("base64"), Buffer.from(passcode).toString("hex")];
  assert.ok(this.requests.sent.length > 0, "nothing was sent to CIS2, so that nothing can be said of it");
  for (const request of this.requests.sent) {
    for (const form of forms)
      assert.ok(!request.includes(form), `the passcode is in the request ${request.split("\n")[0] ?? ""}`);
  }
});
