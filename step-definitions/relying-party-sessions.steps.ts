import { Then, When } from "@cucumber/cucumber";
import { must, should } from "../src/conformance/index.ts";
import { expectRule, report } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

const minute = 60;

When(
  "{int} minutes and a little more pass in which nobody does anything",
  async function (this: TestkitWorld, minutes: number) {
    await this.underTest.clock.advance(minutes * minute + 5);
  },
);

When(
  "{int} hours and a little more pass in which the person opens a page every {int} minutes",
  async function (this: TestkitWorld, hours: number, minutes: number) {
    if (this.underTest.run.driver.name === "hand") {
      this.remark(
        "review",
        `A person has to check: with the hand driver, the run cannot ask a person to open pages for ${hours} hours.`,
      );
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
  expectRule(this, !stays, {
    what: "The session was still open after the time limit.",
    cure: "End a session after 15 minutes without activity, and after at most 12 hours.",
    rule: must("screening", "manage_breast_screening/config/settings/base.py"),
  });
});

When("the person signs out, and the browser does not go on to CIS2", async function (this: TestkitWorld) {
  await this.underTest.signOut({ stopBefore: "CIS2" });
});

When("the person signs out", async function (this: TestkitWorld) {
  await this.underTest.signOut();
});

Then("the relying party shows that nobody is signed in", async function (this: TestkitWorld) {
  const visit = await this.underTest.visit();
  await this.underTest.lookAgain();
  expectRule(this, !(await visit.looks("signed in")), {
    what: "The session goes on after the person signed out.",
    cure: "When a person signs out, end your own session, whatever CIS2 does.",
    rule: must("nhs", "session management", "session-management"),
  });
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
      "the relying party does not end the session at CIS2 (end-session), and it does not have to",
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
  expectRule(this, !refused, {
    what: `CIS2 refused to end the session, ${await this.underTest.describePage()}.`,
    cure: "Send id_token_hint or client_id, and a post_logout_redirect_uri that is registered.",
    rule: must("rpInitiated", "2", "#RPLogout"),
  });
  report(this, {
    what: "After signing out, the person stays at CIS2.",
    cure: "Send post_logout_redirect_uri with the end-session request.",
    rule: should("nhs", "session management", "session-management"),
  });
  return undefined;
});

Then("the request to end the session at CIS2 has the ID token as a hint", function (this: TestkitWorld) {
  const requests = this.underTest.observation.requests("end_session");
  const [request] = requests;
  if (request === undefined) {
    this.remark(
      "not applicable",
      "the relying party does not end the session at CIS2 (end-session), and it does not have to",
    );
    return "skipped";
  }
  expectRule(this, Boolean(request.parameters?.["id_token_hint"]), {
    what: "The relying party asked CIS2 to end the session without id_token_hint.",
    cure: "Send the ID token of the sign-in as id_token_hint.",
    rule: should("rpInitiated", "2", "#RPLogout"),
  });
  return undefined;
});
