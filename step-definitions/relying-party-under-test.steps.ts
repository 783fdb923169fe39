import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import { must, type Rule, should, takesVerifying, verifiesNone } from "../src/conformance/index.ts";
import { faultCatalogue, type FaultName } from "../src/fake-cis2/index.ts";
import { expectRule, report } from "./support/findings.ts";
import { signedInOrSaysWhy } from "./support/readable-page.ts";
import type { RelyingPartyUnderTest } from "./support/relying-party-under-test.ts";
import type { TestkitWorld } from "./support/world.ts";

/** What differs from the usual and is right all the same. */
const tolerated: Record<string, { readonly what: string; readonly cure: string; readonly rule: Rule }> = {
  "assurance-type-flipped": {
    what: "The relying party signs nobody in if a level of assurance is a string instead of an integer, or the other way round",
    cure: "Accept both: public NHS code shows that both occur.",
    rule: should("mavis", "spec/support, cis2_auth_info"),
  },
  "missing-kid": {
    what: "The relying party signs nobody in if the ID token has no kid, although CIS2 publishes only one key for its algorithm",
    cure: "Use the only key that fits. We know of no token of CIS2 without kid.",
    rule: should("core", "10.1", "#Signing"),
  },
};

const verifiesNoSignature = "it does not verify signatures of ID tokens, as RP-SIGNATURE-01[bad-signature] says";
const faultOf = new WeakMap<TestkitWorld, FaultName>();

Given("a correct sign-in leads to a session", async function (this: TestkitWorld) {
  await this.underTest.makeSureThatSignInWorks();
  await this.underTest.run.tidy();
});

Given("a person is signed in to the relying party", async function (this: TestkitWorld) {
  await this.underTest.signIn();
  if (!(await this.underTest.isSignedIn())) throw new Error("Nothing can be judged: the sign-in led to no session");
});

When("a person signs in to the relying party", async function (this: TestkitWorld) {
  await this.underTest.signIn();
});

When("a person signs in to the relying party in another browser", async function (this: TestkitWorld) {
  await this.underTest.leave();
  await this.underTest.signIn();
});

When("a person whose certificate has expired tries to sign in", async function (this: TestkitWorld) {
  await this.underTest.signIn({ persona: "expired-certificate" });
});

When("the person takes the card out of the reader", function (this: TestkitWorld) {
  assert.ok(this.underTest.run.embedded.takeCardOut(), "there is no card in the reader");
});

When("two people sign in to the relying party, each in a browser", async function (this: TestkitWorld) {
  await this.underTest.signIn();
  await this.underTest.leave();
  await this.underTest.signIn();
});

When("a person signs in, and CIS2 shows the fault {string}", signInWithFault);

When(
  "{string} signs in, and CIS2 shows the fault {string}",
  async function (this: TestkitWorld, persona: string, fault: FaultName) {
    const roleId = this.underTest.run.embedded.persona(persona).roles[0]?.roleId;
    await signInWithFault.call(this, fault, { persona, ...(roleId === undefined ? {} : { roleId }) });
  },
);

When(
  "a person signs in, and CIS2 shows the fault {string} at userinfo",
  async function (this: TestkitWorld, fault: FaultName) {
    await signInWithFault.call(this, fault, {}, "userinfo");
  },
);

async function signInWithFault(
  this: TestkitWorld,
  fault: FaultName,
  choice: Parameters<RelyingPartyUnderTest["signIn"]>[0] = {},
  endpoint: "token" | "userinfo" = "token",
): Promise<void> {
  const { run } = this.underTest;
  faultOf.set(this, fault);
  // A relying party may try again what failed on the way; what is wrong in an answer is wrong once.
  const times = isOfTransport(fault) ? "always" : 1;
  for (const one of wherePlaced(fault, run.settings.selectedRoleIn)) {
    await run.cis2.faults.set({ fault: one, clientId: run.target.clientId, endpoint, times });
  }
  await this.underTest.signIn(choice);
}

/** The selected role is in the ID token, in userinfo, or in both, as the settings say. */
function wherePlaced(fault: FaultName, selectedRoleIn: "id_token" | "userinfo" | "both"): FaultName[] {
  if (!fault.endsWith("-selected-role") || selectedRoleIn === "id_token") return [fault];
  const inUserinfo = `userinfo-${fault}` as FaultName;
  return selectedRoleIn === "userinfo" ? [inUserinfo] : [fault, inUserinfo];
}

function isOfTransport(fault: FaultName): boolean {
  return faultCatalogue[fault].endpoint === "any";
}

Then("the relying party shows that the person is signed in", async function (this: TestkitWorld) {
  const { underTest } = this;
  if (await underTest.isSignedIn()) return;
  assert.fail(
    `After a correct sign-in, the relying party does not show that a person is signed in, ${await underTest.describePage()}`,
  );
});

Then("the relying party starts no session", async function (this: TestkitWorld) {
  const fault = faultOf.get(this) ?? "";
  const found = await this.underTest.judge(fault);
  // Without a signature to verify, whether a key without kid is found depends on how many keys it has read by then.
  const dependsOnKeysRead = fault === "foreign-signature-without-kid" && !(await this.underTest.verifiesSignatures());
  if (dependsOnKeysRead) this.remark("not applicable", verifiesNoSignature);
  if (!found || dependsOnKeysRead) return;
  if (!takesVerifying(fault) || (await this.underTest.verifiesSignatures())) {
    report(this, found);
    return;
  }
  const told = verifiesNone(fault, found);
  if (told) report(this, told);
  else this.remark("not applicable", verifiesNoSignature);
});

Then("a session still starts", async function (this: TestkitWorld) {
  const { underTest } = this;
  const fault = faultOf.get(this) ?? "";
  if (!underTest.observation.showed(fault))
    throw new Error(
      `Nothing can be judged: the relying party did not send the request in which CIS2 would have shown the fault ${fault}`,
    );
  if (await underTest.isSignedIn()) return;
  const { what, cure, rule } = tolerated[fault] ?? assert.fail(`nobody has to accept ${fault}`);
  report(this, { what: `${what}, ${await underTest.describePage()}.`, cure, rule });
});

Then("the relying party signs the person in, or says that it did not", async function (this: TestkitWorld) {
  await signedInOrSaysWhy(this);
});

Then("it has not asked for userinfo with that token", function (this: TestkitWorld) {
  const { observation } = this.underTest;
  if (!observation.showed("wrong-token-type"))
    throw new Error(
      "Nothing can be judged: the relying party did not send the request in which CIS2 would have shown the fault",
    );
  const asked = observation.requests("userinfo").length > 0;
  expectRule(this, !asked, {
    what: "The relying party used an access token of an unknown type (token_type).",
    cure: "Refuse a token_type other than Bearer. Upper and lower case do not matter.",
    rule: must("oauth", "7.1", "#section-7.1"),
  });
});

Then("nobody is signed in to the relying party", async function (this: TestkitWorld) {
  if (!(await this.underTest.isSignedIn())) return;
  assert.fail("CIS2 let nobody sign in, but the relying party shows that a person is signed in.");
});

Then("CIS2 tells the relying party nothing about this", function (this: TestkitWorld) {
  const { logouts } = this.underTest.observation;
  assert.deepEqual(logouts, [], "Nothing can be judged: CIS2 has sent a logout token");
});

Then("the session stays", async function (this: TestkitWorld) {
  await this.underTest.lookAgain();
  if (await (await this.underTest.visit()).looks("signed in")) return;
  assert.fail(`The session has ended, although nothing should have ended it, ${await this.underTest.describePage()}`);
});
