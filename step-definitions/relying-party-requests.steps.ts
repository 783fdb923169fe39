import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { must, should } from "../src/conformance/index.ts";
import type { Finding } from "./support/finding.ts";
import { expectRule, report } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

/** What each authorization request of a scenario sent; two of them, from two browsers. */
function expectNewEachTime(world: TestkitWorld, parameter: string, none: Finding, reused: Finding): void {
  const sent = world.underTest.askedFor(parameter);
  if (sent.some((value) => value === "")) {
    report(world, none);
    return;
  }
  assert.ok(sent.length > 1, "the relying party sent one authorization request for two sign-ins");
  expectRule(world, new Set(sent).size === sent.length, reused);
}

/** Whether anything else in its request ties the answer to the browser, as RFC 9700 allows. */
function isTiedBy(world: TestkitWorld, ...parameters: readonly string[]): boolean {
  return parameters.some((parameter) => world.underTest.askedFor(parameter).every((value) => value !== ""));
}

Then("it has sent a state, and not the same one twice", function (this: TestkitWorld) {
  const cure = "Send a new random state with each sign-in, and compare it when the browser comes back.";
  const rule = must("oauth", "10.12", "#section-10.12");
  const tied = isTiedBy(this, "nonce", "code_challenge");
  const none = {
    what: "The relying party sends no state.",
    cure,
    rule: tied ? should("core", "3.1.2.1", "#AuthRequest") : rule,
  };
  const what = "The relying party sent the same state twice.";
  // By RFC 9700 2.1 a nonce or PKCE protects against forged answers as well.
  const reused = tied ? should("oauth", "10.12", "#section-10.12") : rule;
  expectNewEachTime(this, "state", none, { what, cure, rule: reused });
});

Then("it has sent a nonce, and not the same one twice", function (this: TestkitWorld) {
  const cure = "Send a new random nonce with each sign-in, and compare it with the nonce in the ID token.";
  const tied = isTiedBy(this, "code_challenge");
  const injection = "2.1.1";
  const rule = (tied ? should : must)("oauthSecurity", injection, `#section-${injection}`);
  const none = { what: `The relying party sends no nonce${tied ? "" : " and no code_challenge"}.`, cure, rule };
  expectNewEachTime(this, "nonce", none, {
    what: "The relying party sent the same nonce twice.",
    cure,
    rule: must("core", "15.5.2", "#NonceNotes"),
  });
});

Then("it has sent a code challenge by S256, and not the same one twice", function (this: TestkitWorld) {
  const cure = "With each sign-in, send a new code_challenge and code_challenge_method=S256.";
  const none = {
    what: "The relying party sends no code_challenge (PKCE).",
    cure,
    rule: should("oauthSecurity", "2.1.1", "#section-2.1.1"),
  };
  expectNewEachTime(this, "code_challenge", none, {
    what: "The relying party sent the same code_challenge twice.",
    cure,
    rule: must("oauthSecurity", "2.1.1", "#section-2.1.1"),
  });
  if (!isTiedBy(this, "code_challenge")) return;
  const methods = this.underTest.askedFor("code_challenge_method");
  expectRule(
    this,
    methods.every((method) => method === "S256"),
    {
      what: `The relying party sends its code_challenge with the method ${methods.find((method) => method !== "S256") ?? ""}.`,
      cure,
      rule: must("pkce", "4.2", "#section-4.2"),
    },
  );
});

Then("it has asked for prompt {string}", function (this: TestkitWorld, prompt: string) {
  const asked = this.underTest.askedFor("prompt");
  expectRule(
    this,
    asked.every((value) => value.split(" ").includes(prompt)),
    {
      what: `The relying party asks for the scope selectedrole, but does not send prompt=${prompt}.`,
      cure: `Send prompt=${prompt} too. Then a person who is already signed in at CIS2 has to authenticate again.`,
      rule: should("nhs", "role selection", "role-selection"),
    },
  );
});

Then("it has asked only for the response type {string}", function (this: TestkitWorld, type: string) {
  for (const asked of this.underTest.askedFor("response_type")) {
    expectRule(this, asked === type, {
      what: `The relying party asked for response_type=${asked}.`,
      cure: "Ask only for code: CIS2 supports nothing else.",
      rule: must("nhs", "sign-in journey", "sign-in-journey"),
    });
  }
});

Then("it has asked for no scope that it does not need", function (this: TestkitWorld) {
  const { scopes } = this.underTest.run.target;
  for (const asked of this.underTest.askedFor("scope")) {
    const others = asked.split(" ").filter((scope) => scope !== "" && !scopes.includes(scope));
    expectRule(this, others.length === 0, {
      what: `The relying party asked for the scope ${others.join(", ")}, which the configuration does not list in scopes.`,
      cure: "Do not ask for it. If your system needs it, add it to scopes in the configuration.",
      rule: must("mavis", "pull request 1792", "/pull/1792"),
    });
  }
});

Then("it has asked for the authentication that the configuration names", function (this: TestkitWorld) {
  const { acr } = this.underTest.run.target;
  for (const asked of this.underTest.askedFor("acr_values")) {
    expectRule(this, asked.split(" ").includes(acr ?? ""), {
      what: `The configuration says that the relying party asks for ${acr ?? ""} (acr), but it sent ${asked === "" ? "no acr_values" : `acr_values=${asked}`}.`,
      cure: "Ask for the level that you need, or correct acr in the configuration.",
      rule: must("nhs", "authenticator guidance for developers", "authenticator-guidance-for-developers"),
    });
  }
});
