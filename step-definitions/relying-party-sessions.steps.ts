import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import type { TestkitWorld } from "./support/world.ts";

const minute = 60;

When(
  "{int} minutes and a little more pass in which nobody does anything",
  async function (this: TestkitWorld, minutes: number) {
    await this.underTest.clock.advance(minutes * minute + 5);
  },
);

When(
  "{int} hours and a little more pass in which somebody opens a page every {int} minutes",
  async function (this: TestkitWorld, hours: number, minutes: number) {
    if (this.underTest.run.driver.name === "hand") {
      this.remark("review", `Somebody has to look: nobody can be asked to open a page for ${hours} hours.`);
      return "skipped";
    }
    for (let passed = 0; passed <= hours * 60; passed += minutes) {
      await this.underTest.clock.advance(minutes * minute);
      await this.underTest.lookAgain();
    }
    return undefined;
  },
);

Then("the session has ended", async function (this: TestkitWorld) {
  await this.underTest.lookAgain();
  const stays = await (await this.underTest.visit()).looks("signed in");
  assert.ok(!stays, "The session goes on. End it after 15 minutes without activity, and after 12 hours in all.");
});

When("the person signs out, and the browser does not go on to CIS2", async function (this: TestkitWorld) {
  await this.underTest.signOut({ stayAway: true });
});

When("the person signs out", async function (this: TestkitWorld) {
  await this.underTest.signOut();
});

Then("the relying party shows that nobody is signed in", async function (this: TestkitWorld) {
  const visit = await this.underTest.visit();
  await this.underTest.lookAgain();
  assert.ok(
    !(await visit.looks("signed in")),
    "The session goes on after signing out. End your own session, whatever CIS2 does.",
  );
  if (await visit.looks("signed out")) return;
  throw new Error(
    `Nothing can be judged: the page looks neither signed in nor signed out, ${await this.underTest.describePage()}`,
  );
});

Then("the browser ends up at the relying party if it went to CIS2", async function (this: TestkitWorld) {
  const { run, observation } = this.underTest;
  if (observation.requests("end_session").length === 0) {
    this.remark(
      "not applicable",
      "the relying party does not end the session at CIS2 (end-session), which it need not",
    );
    return "skipped";
  }
  const visit = await this.underTest.visit();
  const page = await visit.page();
  if (page === undefined) return undefined;
  if (page.url.startsWith(`${run.network.origin}/`)) await visit.click("Sign out").catch(() => undefined);
  const end = await visit.page();
  if (!end?.url.startsWith(`${run.network.origin}/`)) return undefined;
  const refused = end.status >= 400;
  assert.ok(!refused, `CIS2 refused to end the session, ${await this.underTest.describePage()}`);
  this.remark(
    "warning",
    "The person is left at CIS2 after signing out. Send post_logout_redirect_uri with the end-session request.",
  );
  return undefined;
});
