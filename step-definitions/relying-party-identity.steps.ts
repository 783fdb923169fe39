import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import { type Cookies, must } from "../src/conformance/index.ts";
import { report } from "./support/findings.ts";
import { marksInUserinfo, marksOf, marksOfAnother, shownOf } from "./support/shown-person.ts";
import type { TestkitWorld } from "./support/world.ts";

const another = "five-roles";
const cookiesBefore = new WeakMap<TestkitWorld, Cookies>();
const userinfoRule = must("core", "5.3.2", "#UserInfoResponse");
const lookYourself = "Somebody has to look whose name and role the page shows: nobody else sees it.";

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
      what: `The relying party shows ${left.join(", ")} of the person before after another person has signed in.`,
      cure: "Use the userinfo of this sign-in. If you keep userinfo, keep it by sub and with the session.",
      rule: userinfoRule,
    });
  }
});

Then("the cookies of before show nothing of the other person", async function (this: TestkitWorld) {
  const { underTest } = this;
  const cookies = cookiesBefore.get(this);
  if (!otherPersonCame(this)) return;
  if (cookies === undefined) {
    this.remark("review", "Somebody has to look: nobody can read a browser's cookies by hand.");
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
    what: `The session of the other person (${shown.join(", ")}) has the cookie of the session before.`,
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
      ? "CIS2 still knows the person before, since it is not asked for prompt=login"
      : "startUrl leads a person who is signed in to CIS2 no second time",
  );
  return false;
}

function onlyOf({ underTest }: TestkitWorld, persona: string, other: string): string[] {
  const theirs = marksOf(underTest, other);
  return marksOf(underTest, persona).filter((mark) => !theirs.includes(mark));
}

Then("the relying party uses nothing of the other person's", async function (this: TestkitWorld) {
  const { underTest } = this;
  if (!underTest.observation.showed("userinfo-of-another")) throw new Error("CIS2 had no occasion to show the fault");
  if (!(await underTest.isSignedIn())) return;
  const shown = await shownOf(underTest, marksOfAnother);
  if (shown === undefined) this.remark("review", lookYourself);
  else if (shown.length > 0) {
    report(this, {
      what: `The relying party shows ${shown.join(", ")} of userinfo that was about another person than the ID token.`,
      cure: "Compare userinfo's sub with the ID token's before using anything of it.",
      rule: userinfoRule,
    });
  } else await sayIfNothingIsShown(this);
});

Then("the relying party uses nothing of that userinfo", async function (this: TestkitWorld) {
  const { underTest } = this;
  if (!underTest.observation.showed("userinfo-missing-subject"))
    throw new Error("CIS2 had no occasion to show the fault");
  if (!(await underTest.isSignedIn())) return;
  const shown = await shownOf(underTest, marksInUserinfo(underTest, underTest.run.target.persona));
  if (shown === undefined) this.remark("review", lookYourself);
  else if (shown.length > 0) {
    report(this, {
      what: `The relying party shows ${shown.join(", ")} of userinfo that did not say who it was about (sub).`,
      cure: "Refuse userinfo without sub, or use nothing of it.",
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
    "The relying party started a session, and its page at sessionUrl shows nothing of userinfo. Somebody has to look whether it discarded that of the other person.";
  world.remark("review", reason);
}
