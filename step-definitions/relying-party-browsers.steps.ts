import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { type Callback, type Cookies, must } from "../src/conformance/index.ts";
import { report } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

interface Kept {
  readonly callback: Callback;
  readonly cookies: Cookies | undefined;
}

const kept = new WeakMap<TestkitWorld, Kept>();
const codesBefore = new WeakMap<TestkitWorld, number>();
const noNetworkLog =
  "A person has to check: with the hand driver, nobody can move the response of one browser to another.";

When("a person signs in at CIS2, and the browser does not go back yet", async function (this: TestkitWorld) {
  const { underTest } = this;
  if (underTest.run.driver.name === "hand") {
    this.remark("review", noNetworkLog);
    return "skipped";
  }
  await underTest.signIn({}, { stopBefore: "callback" });
  const visit = await underTest.visit();
  const { callback } = visit;
  if (callback === undefined)
    throw new Error("Nothing can be judged: CIS2 did not send the browser back to a redirect URI");
  kept.set(this, { callback, cookies: await visit.cookies() });
  return undefined;
});

When("another browser brings that answer to the relying party", async function (this: TestkitWorld) {
  await this.underTest.leave();
  await (await this.underTest.visit()).bringBack(keptBy(this).callback);
});

When(
  "another browser that began to sign in, too, brings that answer to the relying party",
  async function (this: TestkitWorld) {
    const { underTest } = this;
    await underTest.leave();
    await underTest.signIn({}, { stopBefore: "callback" });
    await (await underTest.visit()).bringBack(keptBy(this).callback);
  },
);

When("the browser brings the same answer to the relying party again", async function (this: TestkitWorld) {
  const { underTest } = this;
  const visit = await underTest.visit();
  const { callback } = visit;
  if (callback === undefined) {
    this.remark("review", noNetworkLog);
    return "skipped";
  }
  codesBefore.set(this, underTest.observation.codesSent.length);
  await visit.bringBack(callback);
  return undefined;
});

When(
  "the browser brings the answer to the relying party, where the person is then signed in",
  async function (this: TestkitWorld) {
    const { underTest } = this;
    await (await underTest.visit()).bringBack(keptBy(this).callback);
    if (!(await underTest.isSignedIn())) throw new Error("Nothing can be judged: the sign-in led to no session");
  },
);

Then("the other browser has no session", async function (this: TestkitWorld) {
  if (!(await this.underTest.isSignedIn())) return;
  report(this, {
    what: "CIS2 sent a response to one browser, but another browser brought it to the relying party. The relying party then started a session for the other browser.",
    cure: "Keep state in a cookie or in the browser's session, and compare it there.",
    rule: must("oauth", "10.12", "#section-10.12"),
  });
});

Then("the relying party does not send the code to CIS2 a second time", function (this: TestkitWorld) {
  const before = codesBefore.get(this) ?? assert.fail("the answer was not brought again");
  assert.ok(before > 0, "the relying party sent no code to CIS2");
  if (this.underTest.observation.codesSent.length === before) return;
  report(this, {
    what: "The browser brought the same response twice, and the relying party sent the same code to CIS2 twice.",
    cure: "Accept each state only once: forget it when the browser first brings it.",
    rule: must("oauth", "4.1.2", "#section-4.1.2"),
  });
});

Then("the earlier cookies give nobody a session", async function (this: TestkitWorld) {
  const { underTest } = this;
  const { cookies } = keptBy(this);
  assert.ok(cookies !== undefined, "no cookies were kept before the sign-in");
  await underTest.visitWith(cookies);
  await underTest.lookAgain();
  if (!(await (await underTest.visit()).looks("signed in"))) return;
  report(this, {
    what: "The session has a cookie that the browser already had before the person signed in.",
    cure: "Give the browser a new session cookie when the person signs in.",
    rule: must("nist", "7.1", "#7-1-session-bindings"),
  });
});

function keptBy(world: TestkitWorld): Kept {
  return kept.get(world) ?? assert.fail("nobody signed in at CIS2 without going back");
}
