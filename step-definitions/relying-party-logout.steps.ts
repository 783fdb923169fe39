import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import type { LogoutAnswer, LogoutFaultName } from "../src/fake-cis2/index.ts";
import type { TestkitWorld } from "./support/world.ts";

const answers = new WeakMap<TestkitWorld, LogoutAnswer>();

When("CIS2 sends a logout token for the session", async function (this: TestkitWorld) {
  answers.set(this, await this.underTest.logOut());
});

When("CIS2 sends a logout token for the session with {string}", async function (this: TestkitWorld, fault: string) {
  answers.set(this, await this.underTest.logOut({ fault: fault as LogoutFaultName }));
});

When("CIS2 sends a logout token for a session nobody knows", async function (this: TestkitWorld) {
  answers.set(this, await this.underTest.logOut({}, { sub: "555999999999", sid: "nobody-knows-this-session" }));
});

When(
  "the same person signs in again, and the logout token of before is sent once more",
  async function (this: TestkitWorld) {
    await this.underTest.signIn();
    if (!(await this.underTest.isSignedIn()))
      throw new Error("Nothing can be judged: the second sign-in led to no session");
    answers.set(this, await this.underTest.logOut({ again: true }));
  },
);

Then("the relying party takes it, and the session has ended", async function (this: TestkitWorld) {
  const status = statusOf(this);
  assert.ok(
    status === 200 || status === 204,
    `The relying party answered a good logout token with ${status}. Answer 200.`,
  );
  await this.underTest.lookAgain();
  const { signedIn } = { signedIn: await (await this.underTest.visit()).looks("signed in") };
  assert.ok(
    !signedIn,
    "The relying party took the logout token, but the session it names goes on. End it, for every browser.",
  );
});

Then("the relying party refuses it, and the session stays", async function (this: TestkitWorld) {
  await this.underTest.lookAgain();
  const stays = await (await this.underTest.visit()).looks("signed in");
  assert.ok(
    stays,
    "The relying party ended the session for a logout token that it must refuse. Check it as OpenID Connect Back-Channel Logout 1.0, section 2.6, says.",
  );
  const status = statusOf(this);
  if (status >= 401 && status <= 499) {
    this.remark("warning", `The relying party refused the logout token with ${status}; it should answer 400.`);
    return;
  }
  assert.equal(
    status,
    400,
    `The relying party answered a logout token that it must refuse with ${status}. Answer 400.`,
  );
});

Then("the relying party answers it with 200 or 400", function (this: TestkitWorld) {
  const status = statusOf(this);
  assert.ok(
    [200, 204, 400].includes(status),
    `The relying party answered a logout token for an unknown session with ${status}. Answer 200 or 400.`,
  );
});

function statusOf(world: TestkitWorld): number {
  const answer = answers.get(world) ?? assert.fail("no logout token was sent");
  if ("status" in answer) return answer.status;
  assert.fail(`The relying party did not answer at its back-channel logout address: ${answer.error}`);
}
