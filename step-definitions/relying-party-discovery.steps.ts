import { Then, When } from "@cucumber/cucumber";
import { must } from "../src/conformance/index.ts";
import type { FaultName } from "../src/fake-cis2/index.ts";
import { expectRule, report } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

const cacheSeconds = 3600;
const readDiscovery = {
  cure: "Read the addresses of CIS2 from issuer + /.well-known/openid-configuration at run time, and keep it for no more than an hour.",
  rule: must("nhs", "discovery", "discovery"),
};

Then("it has read the discovery document in this run", function (this: TestkitWorld) {
  const { run, clock } = this.underTest;
  if (run.seen.discovery) return;
  const what = "The relying party has not read the discovery document since this run began.";
  if (clock.canBeMoved) report(this, { what, ...readDiscovery });
  this.remark(
    "review",
    `${what} ${readDiscovery.cure} If it was started before the run and has kept it, start it again after the run has.`,
  );
});

When("more than an hour passes and a person signs in to the relying party", async function (this: TestkitWorld) {
  const { run, clock } = this.underTest;
  await clock.advanceBeyond(cacheSeconds + 60);
  await run.tidy();
  // Whether the sign-in succeeds does not matter: the moved clock may make its tokens look old.
  await this.underTest.signIn();
});

Then("it has read the discovery document again", function (this: TestkitWorld) {
  expectRule(this, this.underTest.observation.requests("discovery").length > 0, {
    what: "The relying party still works from a discovery document that is over an hour old.",
    ...readDiscovery,
  });
});

When(
  "the relying party reads the discovery document again, and CIS2 shows the fault {string}",
  async function (this: TestkitWorld, fault: FaultName) {
    const { run, clock } = this.underTest;
    if (clock.canBeMoved) await clock.advanceBeyond(cacheSeconds + 60);
    await run.cis2.faults.set({ fault, times: "always" });
    await this.underTest.signIn();
    await run.cis2.faults.clear();
    if (this.underTest.observation.showed(fault)) return undefined;
    this.remark(
      "review",
      "Somebody has to look: without advanceClockUrl it cannot be had to read the discovery document again.",
    );
    return "skipped";
  },
);

Then("nobody is sent to CIS2", function (this: TestkitWorld) {
  const sent = this.underTest.observation.requests("authorization").length > 0;
  expectRule(this, !sent, {
    what: "The relying party sent a person to CIS2 by a discovery document that names another issuer.",
    cure: "Compare issuer in the discovery document with the issuer you are set up with, character by character.",
    rule: must("discovery", "4.3", "#ProviderConfigurationValidation"),
  });
});
