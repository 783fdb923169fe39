import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import type { NetworkName } from "../src/fake-cis2/index.ts";
import { expectSame } from "./support/expected.ts";
import type { TestkitWorld } from "./support/world.ts";

Given("the computer is on the internet", function (this: TestkitWorld) {
  this.cis2.network = "internet";
});

Given("the computer is on the HSCN", function (this: TestkitWorld) {
  this.cis2.network = "hscn";
});

Given("the client is Smartcard Connect", function (this: TestkitWorld) {
  this.signIns.client = { kind: "smartcard-connect", version: "4.1" };
});

Given("the client is the Identity Agent", function (this: TestkitWorld) {
  this.signIns.client = { kind: "identity-agent", version: "2.4.10.0" };
});

When("the person signs in", async function (this: TestkitWorld) {
  await this.signIns.signIn(this.signIns.holder());
});

Given("the person has signed in", async function (this: TestkitWorld) {
  await this.signIns.signIn(this.signIns.holder());
  assert.ok(this.signIns.outcome, "the person has not signed in");
});

Then("the relying party gets a valid sign-in of {string}", validSignIn);
Then("the system gets a valid sign-in of {string}", validSignIn);

async function validSignIn(this: TestkitWorld, name: string) {
  const { user } = await this.cards.persona(name);
  const { claims, userinfo } = this.signIns.outcome.relyingParty;
  expectSame("the claim sub of the ID token", claims.sub, user.userId);
  expectSame("the claim sub of userinfo", userinfo.sub, claims.sub);
}

Then("the sign-in was made through the {string} issuer", async function (this: TestkitWorld, network: NetworkName) {
  const { cis2 } = await this.cis2.embedded();
  expectSame("the issuer of the ID token", this.signIns.outcome.relyingParty.claims.iss, cis2.networks[network].issuer);
});

Then("the sign-in succeeds", function (this: TestkitWorld) {
  assert.ok(this.signIns.outcome, "the person has not signed in");
});

Then("the sign-in is refused with {string}", function (this: TestkitWorld, code: string) {
  assert.equal(this.signIns.refusal.code, code, this.signIns.refusal.message);
});
