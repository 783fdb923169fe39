import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import { type Cookies, must } from "../src/conformance/index.ts";
import { report } from "./support/findings.ts";
import { marksInUserinfo, marksOf, marksOfAnother, shownOf } from "./support/shown-person.ts";
import type { TestkitWorld } from "./support/world.ts";

const another = "five-roles";
const cookiesBefore = new WeakMap<TestkitWorld, Cookies>();
const userinfoRule = must("core", "5.3.2", "#UserInfoResponse");
const lookYourself = "A person has to check whose name and role the page shows: this driver does not see the page.";

Given("it shows who is signed in", async function (this: TestkitWorld) {
  const { underTest } = this;
  const { persona } = underTest.run.target;
  await underTest.signIn();
  if (!(await underTest.isSignedIn())) throw new Error("Nothing can be judged: the sign-in led to no session");
  const shown = await shownOf(underTest, marksOf(underTest, persona));
  if (shown === undefined) {
    this.remark("review", lookYourself);
    return "skipped";
  }
  if (shown.length > 0) return undefined;
  this.remark("not applicable", "the page at sessionUrl shows neither name nor user id nor role of who is signed in");
  return "skipped";
});

When("another person signs in in the same browser", async function (this: TestkitWorld) {
  const { underTest } = this;
  const { roles } = underTest.run.embedded.persona(another);
  const roleId = roles[1]?.roleId;
  const cookies = await (await underTest.visit()).cookies();
  if (cookies !== undefined) cookiesBefore.set(this, cookies);
  await underTest.signIn({ persona: another, ...(roleId === undefined ? {} : { roleId }) });
});

Then("the relying party shows the other person, and nothing of the person before", async function (this: TestkitWorld) {
  const { underTest } = this;
  if (!otherPersonCame(this)) return;
  const signedIn = await underTest.isSignedIn();
  const left = (await shownOf(underTest, onlyOf(this, underTest.run.target.persona, another))) ?? [];
  if (signedIn && left.length > 0) {
    report(this, {
      what: `After another person signed in, the relying party still shows data of the person before: ${left.join(", ")}.`,
      cure: "Use the userinfo of this sign-in. If you store userinfo, store it for one session and one sub.",
      rule: userinfoRule,
    });
  }
});

Then("the earlier cookies show nothing of the other person", async function (this: TestkitWorld) {
  const { underTest } = this;
  const cookies = cookiesBefore.get(this);
  if (!otherPersonCame(this)) return;
  if (cookies === undefined) {
    this.remark("review", "A person has to check: with the hand driver, the run cannot read the browser's cookies.");
    return;
  }
  if (!(await underTest.isSignedIn())) {
    this.remark("not applicable", "the other person, who has several roles, could not sign in");
    return;
  }
  await underTest.visitWith(cookies);
  const shown = (await shownOf(underTest, onlyOf(this, another, underTest.run.target.persona))) ?? [];
  if (shown.length === 0) return;
  report(this, {
    what: `After another person (${shown.join(", ")}) signed in, the session cookie was the same as before.`,
    cure: "Give the browser a new session cookie when a person signs in.",
    rule: must("nist", "7.1", "#7-1-session-bindings"),
  });
});

function otherPersonCame(world: TestkitWorld): boolean {
  const { observation, run } = world.underTest;
  const { userId } = run.embedded.persona(another).user;
  if (observation.entries.some((entry) => entry.type === "sign-in" && entry.userId === userId)) return true;
  const twice = observation.requests("authorization").length > 1;
  world.remark(
    "not applicable",
    twice
      ? "the relying party does not send prompt=login, so CIS2 did not let another person sign in"
      : "for a person who is signed in, startUrl does not lead to CIS2 again",
  );
  return false;
}

function onlyOf({ underTest }: TestkitWorld, persona: string, other: string): string[] {
  const theirs = marksOf(underTest, other);
  return marksOf(underTest, persona).filter((mark) => !theirs.includes(mark));
}

Then("the relying party uses nothing of the other person's", async function (this: TestkitWorld) {
  const { underTest } = this;
  if (!underTest.observation.showed("userinfo-of-another"))
    throw new Error(
      "Nothing can be judged: the relying party did not send the request in which CIS2 would have shown the fault",
    );
  if (!(await underTest.isSignedIn())) return;
  const shown = await shownOf(underTest, marksOfAnother);
  if (shown === undefined) this.remark("review", lookYourself);
  else if (shown.length > 0) {
    report(this, {
      what: `The userinfo was not about the person in the ID token, but the relying party shows data from this userinfo: ${shown.join(", ")}.`,
      cure: "Compare the sub of userinfo with the sub of the ID token before you use the userinfo.",
      rule: userinfoRule,
    });
  } else await sayIfNothingIsShown(this);
});

Then("the relying party uses nothing of that userinfo", async function (this: TestkitWorld) {
  const { underTest } = this;
  if (!underTest.observation.showed("userinfo-missing-subject"))
    throw new Error(
      "Nothing can be judged: the relying party did not send the request in which CIS2 would have shown the fault",
    );
  if (!(await underTest.isSignedIn())) return;
  const shown = await shownOf(underTest, marksInUserinfo(underTest, underTest.run.target.persona));
  if (shown === undefined) this.remark("review", lookYourself);
  else if (shown.length > 0) {
    report(this, {
      what: `The userinfo did not say who it was about (sub), but the relying party shows data from this userinfo: ${shown.join(", ")}.`,
      cure: "Refuse userinfo without sub, or do not use it.",
      rule: userinfoRule,
    });
  } else await sayIfNothingIsShown(this);
});

/** A session that shows nothing of userinfo may have discarded it, or use it unseen: an ordinary one tells which. */
async function sayIfNothingIsShown(world: TestkitWorld): Promise<void> {
  const { underTest } = world;
  await underTest.leave();
  await underTest.signIn();
  const { persona } = underTest.run.target;
  const usual = (await underTest.isSignedIn()) ? await shownOf(underTest, marksInUserinfo(underTest, persona)) : [];
  assert.ok(usual !== undefined, "the page at sessionUrl was not read");
  if (usual.length > 0) return;
  const reason =
    "The relying party started a session, and its page at sessionUrl shows nothing from userinfo. A person has to check whether it discarded this userinfo.";
  world.remark("review", reason);
}
