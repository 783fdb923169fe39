import { Then, When } from "@cucumber/cucumber";
import { must } from "../src/conformance/index.ts";
import type { FaultName } from "../src/fake-cis2/index.ts";
import { expectRule, report } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

const cacheSeconds = 3600;
const readDiscovery = {
  cure: "At run time, read the addresses of CIS2 from issuer + /.well-known/openid-configuration. Keep this document for at most an hour.",
  rule: must("nhs", "discovery", "discovery"),
};

Then("it has read the discovery document in this run", function (this: TestkitWorld) {
  const { run, clock } = this.underTest;
  if (run.seen.discovery) return;
  const what = "The relying party has not read the discovery document since this run began.";
  if (clock.canBeMoved) report(this, { what, ...readDiscovery });
  this.remark(
    "review",
    `${what} ${readDiscovery.cure} If your system started before the run and kept the document, start your system again when the run has begun.`,
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
    what: "The relying party still uses a discovery document that is more than an hour old.",
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
      "A person has to check: without advanceClockUrl, the run cannot make the relying party read the discovery document again.",
    );
    return "skipped";
  },
);

Then("nobody is sent to CIS2", function (this: TestkitWorld) {
  const sent = this.underTest.observation.requests("authorization").length > 0;
  expectRule(this, !sent, {
    what: "The discovery document named another issuer, and the relying party still sent a person to CIS2.",
    cure: "Compare issuer in the discovery document with the issuer in your configuration. Every character must be the same.",
    rule: must("discovery", "4.3", "#ProviderConfigurationValidation"),
  });
});
