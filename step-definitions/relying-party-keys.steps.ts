import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import type { TestkitWorld } from "./support/world.ts";

/** How long a relying party may wait before it reads the key set again (docs/reference/requirements.md, RP-08). */
const reloadSeconds = 300;

When("CIS2 signs with a new key from now on", async function (this: TestkitWorld) {
  const { run, clock } = this.underTest;
  if (clock.canBeMoved) await clock.advance(reloadSeconds + 1);
  await run.changeSigningKey();
});

Then("the next sign-in still leads to a session", async function (this: TestkitWorld) {
  const { underTest } = this;
  await underTest.signIn();
  if (await underTest.isSignedIn()) return;
  if (underTest.clock.canBeMoved) {
    // The moved clock may make the tokens look old; by now the relying party can have read the new key.
    await underTest.clock.putBack();
    await underTest.leave();
    await underTest.signIn();
    if (await underTest.isSignedIn()) return;
  }
  const reads = underTest.observation.requests("jwks").length;
  const reason =
    "The relying party could not sign a person in after CIS2 had begun to sign with a new key. When an ID token names a " +
    `kid it does not know, read the key set again. It read it ${reads} times.`;
  if (reads > 0 || underTest.clock.canBeMoved) assert.fail(reason);
  this.remark(
    "review",
    `${reason} It may be waiting, since it may do that only every ${reloadSeconds} seconds: without advanceClockUrl that cannot be told.`,
  );
});

When("CIS2 names a key that is not published in five sign-ins in a row", async function (this: TestkitWorld) {
  const { underTest } = this;
  const { clientId } = underTest.run.target;
  await underTest.run.cis2.faults.set({ fault: "unknown-key", clientId, times: 5 });
  for (let time = 0; time < 5; time++) {
    await underTest.leave();
    await underTest.signIn();
  }
});

Then("it has read the key set at most once", function (this: TestkitWorld) {
  const reads = this.underTest.observation.requests("jwks").length;
  const reason =
    `The relying party read the key set ${reads} times for five ID tokens with an unknown kid. Wait ${reloadSeconds} ` +
    "seconds before reading it again, or whoever sends you tokens decides how often CIS2 is asked.";
  assert.ok(reads <= 1, reason);
});
