import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import { expectSame } from "./support/expected.ts";
import type { TestkitWorld } from "./support/world.ts";

const secondMs = 1000;
const dayMs = 24 * 60 * 60 * secondMs;

Given("the clock is at the last second of the certificate's third year", function (this: TestkitWorld) {
  this.clock.set(thirdAnniversary(this, -secondMs));
});

Given("the clock is one second after the certificate's third year", function (this: TestkitWorld) {
  this.clock.set(thirdAnniversary(this, 0));
});

Given("the clock is at the certificate's last second", function (this: TestkitWorld) {
  this.clock.set(this.card.life.notAfter);
});

Given("the clock is one second after the certificate's end", function (this: TestkitWorld) {
  this.clock.set(new Date(this.card.life.notAfter.getTime() + secondMs));
});

Given("the clock is 90 days before the certificate expires", function (this: TestkitWorld) {
  return beforeTheEnd(this, 90 * dayMs);
});

Given("the clock is 90 days and 1 second before the certificate expires", function (this: TestkitWorld) {
  return beforeTheEnd(this, 90 * dayMs + secondMs);
});

/** Skips the scenario if the certificate did not live yet at that moment. */
function beforeTheEnd(world: TestkitWorld, milliseconds: number): "skipped" | undefined {
  const { notBefore, notAfter } = world.card.life;
  const moment = new Date(notAfter.getTime() - milliseconds);
  if (moment >= notBefore) {
    world.clock.set(moment);
    return undefined;
  }
  const days = Math.floor((notAfter.getTime() - notBefore.getTime()) / dayMs);
  world.remark("not applicable", `it takes a certificate of more than 90 days, and the card's lasts ${days}`);
  return "skipped";
}

Then("the certificate on the card lasts three years", function (this: TestkitWorld) {
  const { notBefore, notAfter } = this.card.life;
  const expected = thirdAnniversary(this, -secondMs);
  if (Math.abs(notAfter.getTime() - expected.getTime()) <= dayMs) return;
  const [from, to] = [notBefore, notAfter].map((date) => date.toISOString().slice(0, 10));
  const reason =
    `the certificate on the card is valid from ${from ?? ""} to ${to ?? ""}; certificates of NHS smartcards last three years ` +
    "(NHS-26: 'Smartcard software for authentication via the internet')";
  if (!this.usesRealCard) assert.fail(reason);
  this.remark("warning", reason);
});

Given("the clock is at {string}", function (this: TestkitWorld, instant: string) {
  this.clock.set(new Date(instant));
});

/** Computed independently of the code under test. */
function thirdAnniversary({ card }: TestkitWorld, plusMs: number): Date {
  const date = new Date(card.life.notBefore);
  date.setUTCFullYear(date.getUTCFullYear() + 3);
  return new Date(date.getTime() + plusMs);
}

Then("the person is told that the certificate is about to expire", function (this: TestkitWorld) {
  expectSame("the notices that CIS2 sent with the sign-in", notices(this), ["CERTIFICATE_EXPIRING"]);
});

Then("the person is not told that the certificate is about to expire", function (this: TestkitWorld) {
  expectSame("the notices that CIS2 sent with the sign-in", notices(this), []);
});

function notices({ signIns: { outcome } }: TestkitWorld): string[] {
  return outcome.person.notices.map(({ code }) => code);
}

Given("the clock is on the certificate's first day", function (this: TestkitWorld) {
  this.clock.set(this.card.life.notBefore);
});

When("the clock is three years and a month after the certificate began", function (this: TestkitWorld) {
  const moment = thirdAnniversary(this, 0);
  moment.setUTCMonth(moment.getUTCMonth() + 1);
  this.clock.set(moment);
});
