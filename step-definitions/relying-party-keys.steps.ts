import { Given, Then, When } from "@cucumber/cucumber";
import { must, should } from "../src/conformance/index.ts";
import { expectRule, report } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

/** How long a relying party may wait before it reads the key set again (docs/reference/requirements.md, RP-08). */
const reloadSeconds = 300;

/** Whether a sign-in by the new key led to a session. */
const accepted = new WeakMap<TestkitWorld, boolean>();

When("CIS2 signs with a new key from now on", async function (this: TestkitWorld) {
  await changeKey(this);
});

/** CIS2 signs with a new key, at a time at which the relying party may read the key set. */
async function changeKey(world: TestkitWorld): Promise<void> {
  await untilItMayReadKeys(world);
  await world.underTest.run.keys.change();
}

/** Moves its clock, or waits as long as the configuration says. */
async function untilItMayReadKeys({ underTest: { run, clock } }: TestkitWorld): Promise<void> {
  const { readsKeysEverySeconds } = run.target;
  // No further: a key set that is old for another reason may be read again as well.
  if (clock.canBeMoved) await clock.advanceTo(run.keys.readWhenAdvanced + reloadSeconds + 1);
  else if (readsKeysEverySeconds !== undefined) await run.keys.notReadFor(readsKeysEverySeconds + 1);
}

/** Whether the next sign-in leads to a session; then the new key stays, since the first may be forgotten. */
async function acceptsNewKey({ underTest }: TestkitWorld): Promise<boolean> {
  await underTest.leave();
  await underTest.signIn();
  let accepted = await underTest.isSignedIn();
  if (!accepted && underTest.clock.canBeMoved) {
    // The moved clock may make the tokens look old; by now the relying party can have read the new key.
    await underTest.clock.putBack();
    await underTest.leave();
    await underTest.signIn();
    accepted = await underTest.isSignedIn();
  }
  if (accepted) underTest.run.keys.keep();
  return accepted;
}

const notAccepted = "it did not sign a person in after CIS2 had changed its key, as RP-KEYS-01 says";

Given(
  "CIS2 publishes one key for an algorithm, and the relying party knows no other",
  async function (this: TestkitWorld) {
    if (!this.underTest.run.keys.otherKeyRead || (await signedInWithNewKey(this, "withdrawn"))) return undefined;
    this.remark("not applicable", notAccepted);
    return "skipped";
  },
);

Given(
  /^a person has signed in with a new signing key of CIS2, and CIS2 (has withdrawn|still publishes) the old key$/,
  async function (this: TestkitWorld, before: string) {
    if (await signedInWithNewKey(this, before === "has withdrawn" ? "withdrawn" : "published")) return undefined;
    this.remark("not applicable", notAccepted);
    return "skipped";
  },
);

/** Whether the relying party has signed a person in with a new key, and so knows the key set of now. */
async function signedInWithNewKey(world: TestkitWorld, before: "withdrawn" | "published"): Promise<boolean> {
  const { run } = world.underTest;
  await changeKey(world);
  if (before === "withdrawn") await run.cis2.signingKeys.withdraw();
  const accepts = await acceptsNewKey(world);
  await world.underTest.leave();
  run.cis2.journal.clear();
  return accepts;
}

When(
  "a person signs in, and CIS2 changes its signing key between the code and the token",
  async function (this: TestkitWorld) {
    const { run } = this.underTest;
    await untilItMayReadKeys(this);
    await run.keys.remember();
    await run.cis2.faults.set({ fault: "key-changed", clientId: run.target.clientId });
    await this.underTest.signIn();
  },
);

Then(
  "a session starts, or the relying party may still be waiting to read the key set",
  async function (this: TestkitWorld) {
    const { underTest } = this;
    if (!underTest.observation.showed("key-changed"))
      throw new Error(
        "Nothing can be judged: the relying party did not send the request in which CIS2 would have shown the fault",
      );
    if ((await underTest.isSignedIn()) || (await acceptsNewKey(this))) {
      underTest.run.keys.keep();
      return;
    }
    notTaken(this);
  },
);

When("the next person signs in, with an ID token signed by the new key", async function (this: TestkitWorld) {
  accepted.set(this, await acceptsNewKey(this));
});

Then("the next person has a session", function (this: TestkitWorld) {
  if (accepted.get(this) !== true) notTaken(this);
});

function notTaken(world: TestkitWorld): void {
  const { underTest } = world;
  const reads = underTest.observation.requests("jwks").length;
  const what =
    "After CIS2 began to sign with a new key, the relying party could not sign a person in. " +
    `It read the key set ${reads} times.`;
  const cure = "If an ID token names a kid that you do not know, read the key set again.";
  const mayHaveRead = underTest.clock.canBeMoved || underTest.run.target.readsKeysEverySeconds !== undefined;
  if (reads > 0 || mayHaveRead) {
    report(world, { what, cure, rule: must("core", "10.1.1", "#RotateSigKeys") });
  }
  const waiting = `It may be waiting, because it may read the key set only every ${reloadSeconds} seconds. Without advanceClockUrl or readsKeysEverySeconds, the run cannot find out.`;
  world.remark("review", `${what} ${cure} ${waiting}`);
}

When("CIS2 names an unpublished key in five sign-ins, one after the other", async function (this: TestkitWorld) {
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
  expectRule(this, reads <= 1, {
    what: `The relying party read the key set ${reads} times for five ID tokens with an unknown kid.`,
    cure: `Read the key set at most once in ${reloadSeconds} seconds. Otherwise anyone who sends you tokens can make you send CIS2 any number of requests.`,
    rule: should("mavis", "app/lib/nhs/cis2.rb"),
  });
});
