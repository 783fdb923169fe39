import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import type { FaultName } from "../src/fake-cis2/index.ts";
import type { TestkitWorld } from "./support/world.ts";

const faultOf = new WeakMap<TestkitWorld, FaultName>();

Given("a correct sign-in leads to a session", async function (this: TestkitWorld) {
  await this.underTest.makeSureThatSignInWorks();
  await this.underTest.run.tidy();
});

Given("a person is signed in to the relying party", async function (this: TestkitWorld) {
  await this.underTest.signIn();
  if (!(await this.underTest.isSignedIn())) throw new Error("Nothing can be judged: the sign-in led to no session");
});

When("a person signs in to the relying party", async function (this: TestkitWorld) {
  await this.underTest.signIn();
});

When("a person signs in to the relying party in another browser", async function (this: TestkitWorld) {
  await this.underTest.leave();
  await this.underTest.signIn();
});

When("a person whose certificate has expired tries to sign in", async function (this: TestkitWorld) {
  await this.underTest.signIn({ persona: "expired-certificate" });
});

When("the person takes the card out, of which Smartcard Connect tells nobody", function (this: TestkitWorld) {
  assert.deepEqual(this.underTest.observation.logouts, [], "CIS2 ended the session");
});

When("a person signs in, and CIS2 shows the fault {string}", async function (this: TestkitWorld, fault: FaultName) {
  const { run } = this.underTest;
  faultOf.set(this, fault);
  await run.cis2.faults.set({ fault, clientId: run.target.clientId });
  await this.underTest.signIn();
});

Then("the relying party shows that the person is signed in", async function (this: TestkitWorld) {
  const { underTest } = this;
  if (await underTest.isSignedIn()) return;
  assert.fail(`The relying party shows nobody signed in after a correct sign-in, ${await underTest.describePage()}`);
});

Then("the relying party starts no session", async function (this: TestkitWorld) {
  const wrong = await this.underTest.judge(faultOf.get(this) ?? "");
  if (wrong !== undefined) assert.fail(wrong);
});

Then("nobody is signed in to the relying party", async function (this: TestkitWorld) {
  if (!(await this.underTest.isSignedIn())) return;
  assert.fail("The relying party shows somebody signed in although CIS2 let nobody sign in.");
});

Then("the session stays", async function (this: TestkitWorld) {
  await this.underTest.lookAgain();
  if (await (await this.underTest.visit()).looks("signed in")) return;
  assert.fail(`The session has ended although nothing gave cause to, ${await this.underTest.describePage()}`);
});
