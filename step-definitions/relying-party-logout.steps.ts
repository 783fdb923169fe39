import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { must, should } from "../src/conformance/index.ts";
import { type LogoutAnswer, type LogoutFaultName } from "../src/fake-cis2/index.ts";
import { expectRule, report } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

const faultOf = new WeakMap<TestkitWorld, LogoutFaultName>();
const answers = new WeakMap<TestkitWorld, LogoutAnswer>();

When("CIS2 sends a logout token for the session", async function (this: TestkitWorld) {
  answers.set(this, await this.underTest.logOut());
});

When("CIS2 sends a logout token for the session with {string}", async function (this: TestkitWorld, fault: string) {
  faultOf.set(this, fault as LogoutFaultName);
  answers.set(this, await this.underTest.logOut({ fault: fault as LogoutFaultName }));
});

When(
  "CIS2 sends a logout token for all sessions of the person, and the relying party takes it",
  async function (this: TestkitWorld) {
    const { sub } = this.underTest.latestSession;
    answers.set(this, await this.underTest.logOut({}, { sub, sid: undefined }));
    if (statusOf(this) < 300 && !(await staysSignedIn(this))) return undefined;
    const reason =
      "it only accepts logout tokens with a sid, and the sid of an earlier one is of a session that has ended";
    this.remark("not applicable", reason);
    return "skipped";
  },
);

When("CIS2 sends a logout token for another session of the same person", async function (this: TestkitWorld) {
  answers.set(this, await this.underTest.logOut({}, { ...this.underTest.latestSession, sid: "another-session" }));
});

When("CIS2 sends a logout token for the session with another person's sub", async function (this: TestkitWorld) {
  answers.set(this, await this.underTest.logOut({}, { ...this.underTest.latestSession, sub: "555999999999" }));
});

When("CIS2 sends a logout token for a session nobody knows", async function (this: TestkitWorld) {
  answers.set(this, await this.underTest.logOut({}, { sub: "555999999999", sid: "nobody-knows-this-session" }));
});

When(
  "the same person signs in again in a new session of CIS2, and CIS2 sends the earlier logout token again",
  async function (this: TestkitWorld) {
    // The session of CIS2 is in the browser's cookies.
    await this.underTest.leave();
    await this.underTest.signIn();
    if (!(await this.underTest.isSignedIn()))
      throw new Error("Nothing can be judged: the second sign-in led to no session");
    answers.set(this, await this.underTest.logOut({ again: true }));
  },
);

Then("the relying party takes it, and the session has ended", async function (this: TestkitWorld) {
  const status = statusOf(this);
  expectRule(this, status === 200 || status === 204, {
    what: `The relying party answered ${status} to a valid logout token.`,
    cure: "Answer 200.",
    rule: must("backChannel", "2.8", "#BCResponse"),
  });
  expectRule(this, !(await staysSignedIn(this)), {
    what: "The relying party accepted the logout token, but did not end the session that it names.",
    cure: "End the session that the logout token names.",
    rule: must("backChannel", "2.7", "#BCActions"),
  });
});

Then("the relying party refuses it, and the session stays", async function (this: TestkitWorld) {
  const fault = faultOf.get(this) ?? assert.fail("no fault was sent");
  const wrong = wrongTokens[fault];
  const cure = cures[fault] ?? `Refuse a logout token ${wrong}.`;
  const rule = ruleOf(fault);
  const stays = await staysSignedIn(this);
  if (!stays) {
    report(this, {
      what: `The relying party ended the session because of a logout token ${wrong}.`,
      cure,
      rule,
    });
    return;
  }
  const status = statusOf(this);
  if (status === 400) return;
  const isRefusal = status >= 401 && status <= 499;
  report(this, {
    what: `The relying party answered ${status} to a logout token ${wrong}.`,
    cure: isRefusal ? "Answer 400." : `${cure} Answer 400.`,
    rule: isRefusal ? should("backChannel", "2.8", "#BCResponse") : rule,
  });
});

Then("the relying party keeps the new session", async function (this: TestkitWorld) {
  statusOf(this);
  expectRule(this, await staysSignedIn(this), {
    what: "The relying party ended a new session because of a logout token that it had already accepted before.",
    cure: "Remember the jti of each logout token until the token has expired, and refuse it a second time. The specification makes this optional.",
    rule: should("backChannel", "2.6 (8)", "#Validation"),
  });
});

Then("the session stays, because the logout token was about another session", async function (this: TestkitWorld) {
  expectRule(this, await staysSignedIn(this), {
    what: "The relying party ended a session, but the sid of the logout token was not the sid of that session.",
    cure: "If the logout token has a sid, end only sessions with that sid. Public NHS systems differ here.",
    rule: should("backChannel", "2.7", "#BCActions"),
  });
});

Then("the relying party answers it with 200 or 400", function (this: TestkitWorld) {
  const status = statusOf(this);
  expectRule(this, [200, 204, 400].includes(status), {
    what: `The relying party answered ${status} to a logout token for an unknown session.`,
    cure: "Answer 200 or 400.",
    rule: must("backChannel", "2.8", "#BCResponse"),
  });
});

Then("the answer says that it is not to be stored", function (this: TestkitWorld) {
  statusOf(this);
  const answer = answers.get(this);
  const control = answer !== undefined && "status" in answer ? (answer.cacheControl ?? "") : "";
  expectRule(this, /\bno-store\b/i.test(control), {
    what: `The response to a logout token had ${control === "" ? "no Cache-Control" : `Cache-Control: ${control}`}.`,
    cure: "Send Cache-Control: no-store in the response.",
    rule: should("backChannel", "2.8", "#BCResponse"),
  });
});

async function staysSignedIn({ underTest }: TestkitWorld): Promise<boolean> {
  await underTest.lookAgain();
  return (await underTest.visit()).looks("signed in");
}

/** What is wrong with a logout token, after the words "a logout token". */
const wrongTokens: Record<LogoutFaultName, string> = {
  "wrong-issuer": "whose iss is another issuer",
  "wrong-audience": "whose aud is another relying party",
  "missing-events": "without events",
  "wrong-events": "whose claim events names another event",
  "events-no-object": "whose claim events is a string",
  "missing-issuer": "without iss",
  "missing-audience": "without aud",
  "missing-issued-at": "without iat",
  "missing-id": "without jti",
  "issuer-other-case": "whose iss is the issuer with its last part in capital letters",
  "issuer-trailing-slash": "whose iss is the issuer with an extra slash at the end",
  "with-nonce": "with a nonce",
  stale: "that was issued two hours ago (iat)",
  expired: "that expired an hour ago (exp)",
  "no-subject": "without sub and without sid",
  "bad-signature": "with a wrong signature",
  "foreign-signature": "with the kid of a published key, but with the signature of another key",
  "public-key-as-secret": "that was signed with HS256, with the published public key (PEM) as the secret",
  "other-algorithm": "whose alg is not the algorithm that CIS2 publishes for its key",
  "algorithm-none": "without a signature (alg: none)",
};

const cures: Partial<Record<LogoutFaultName, string>> = {
  stale: "Refuse a logout token that is too old (iat). The specification does not say how old is too old.",
  expired: "Refuse a logout token that has expired (exp).",
  "bad-signature": "Verify the signature of each logout token.",
};

/** Checks that the specification leaves open, or only recommends. */
const recommended: readonly LogoutFaultName[] = ["stale", "missing-id", "other-algorithm"];

function ruleOf(fault: LogoutFaultName) {
  if (recommended.includes(fault)) return should("backChannel", "2.4 and 2.6", "#Validation");
  return must("backChannel", "2.6", "#Validation");
}

function statusOf(world: TestkitWorld): number {
  const answer = answers.get(world) ?? assert.fail("no logout token was sent");
  if ("status" in answer) return answer.status;
  report(world, {
    what: `The relying party did not answer at its back-channel logout address: ${answer.error}.`,
    cure: "Make sure that CIS2 can reach this address. If it is wrong, correct backchannelLogoutUri.",
    rule: must("backChannel", "2.2", "#BCRegistration"),
  });
  return 0;
}
