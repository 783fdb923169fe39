import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { z } from "zod";
import { must, secretOf, should } from "../src/conformance/index.ts";
import type { FaultName } from "../src/fake-cis2/index.ts";
import type { Finding } from "./support/finding.ts";
import { expectRule, report } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

const confidential = must("nhs", "security considerations", "security-considerations");
const cacheSeconds = 3600;
const readDiscovery = {
  cure: "Read the addresses of CIS2 from issuer + /.well-known/openid-configuration at run time, and keep it for no more than an hour.",
  rule: must("nhs", "discovery", "discovery"),
};
const keySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "k"];

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

/** What each authorization request of a module sent; two of them, from two browsers. */
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
  const cure = "Send a new random state with each sign-in, and compare it when the browser is back.";
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
  const cure = "Send a new random nonce with each sign-in, and compare it with the ID token's.";
  const tied = isTiedBy(this, "code_challenge");
  const injection = "2.1.1";
  const rule = (tied ? should : must)("oauthSecurity", injection, `#section-${injection}`);
  const none = { what: `The relying party sends no nonce${tied ? "" : ", and no code_challenge either"}.`, cure, rule };
  expectNewEachTime(this, "nonce", none, {
    what: "The relying party sent the same nonce twice.",
    cure,
    rule: must("core", "15.5.2", "#NonceNotes"),
  });
});

Then("it has sent a code challenge by S256, and not the same one twice", function (this: TestkitWorld) {
  const cure = "Send a new code_challenge with code_challenge_method=S256 with each sign-in.";
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
      what: `The relying party sends its code_challenge by the method ${methods.find((method) => method !== "S256") ?? ""}.`,
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
      what: `The relying party asks for the scope selectedrole without prompt=${prompt}.`,
      cure: `Send prompt=${prompt} with it, so that a person who is signed in at CIS2 has to authenticate again.`,
      rule: should("nhs", "role selection", "role-selection"),
    },
  );
});

Then("its client assertions are valid for no more than half an hour", function (this: TestkitWorld) {
  const lifetimes = this.underTest.tokenRequests.map(({ authentication }) =>
    authentication?.method === "private_key_jwt" ? (authentication.lifetime ?? Infinity) : Infinity,
  );
  const longest = Math.max(...lifetimes);
  expectRule(this, longest <= cacheSeconds / 2, {
    what: `The client assertion is valid for ${longest} seconds.`,
    cure: "Let it be valid for a few minutes: ForgeRock AM, which CIS2 is built on, refuses more than 30.",
    rule: should("assertions", "3 (4)", "#section-3"),
  });
});

Then("it has asked for the response type {string} alone", function (this: TestkitWorld, type: string) {
  for (const asked of this.underTest.askedFor("response_type")) {
    expectRule(this, asked === type, {
      what: `The relying party asked for response_type=${asked}.`,
      cure: "Ask for code alone: CIS2 supports nothing else.",
      rule: must("nhs", "sign-in journey", "sign-in-journey"),
    });
  }
});

Then("it has asked for no scope that it does not need", function (this: TestkitWorld) {
  const { scopes } = this.underTest.run.target;
  for (const asked of this.underTest.askedFor("scope")) {
    const others = asked.split(" ").filter((scope) => scope !== "" && !scopes.includes(scope));
    expectRule(this, others.length === 0, {
      what: `The relying party asked for ${others.join(", ")}, which its configuration does not name among the scopes it needs.`,
      cure: "Do not ask for it, or say that it is needed (scopes).",
      rule: must("mavis", "pull request 1792", "/pull/1792"),
    });
  }
});

Then("it has asked for the authentication it says", function (this: TestkitWorld) {
  const { acr } = this.underTest.run.target;
  for (const asked of this.underTest.askedFor("acr_values")) {
    expectRule(this, asked.split(" ").includes(acr ?? ""), {
      what: `The relying party sent acr_values=${asked}, without ${acr ?? ""}.`,
      cure: "Ask for the authentication you need, or correct acr in the configuration.",
      rule: must("nhs", "authenticator guidance for developers", "authenticator-guidance-for-developers"),
    });
  }
});

Then("it has shown at the token endpoint who it is", function (this: TestkitWorld) {
  for (const { authentication } of this.underTest.tokenRequests) {
    expectRule(this, authentication?.method !== "none", {
      what: "The relying party sent a token request without a secret and without a client assertion: it is no confidential client.",
      cure: "Authenticate at the token endpoint.",
      rule: confidential,
    });
  }
});

Then("nothing of its secret has come to the browser", async function (this: TestkitWorld) {
  const { run } = this.underTest;
  const visit = await this.underTest.visit();
  const received = await visit.received();
  if (received === undefined) {
    this.remark(
      "review",
      "Somebody has to look for the secret in the browser's network log: nobody kept what it was sent.",
    );
    return;
  }
  expectRule(this, !visit.trail.some((line) => line.includes("/access_token")), {
    what: "The browser itself sent the token request.",
    cure: "Send it from the server, where the secret stays.",
    rule: confidential,
  });
  const secret = secretOf(run.target);
  if (secret === undefined) {
    expectRule(this, !received.some((text) => text.includes("PRIVATE KEY-----")), {
      what: "The browser was sent a private key.",
      cure: "Keep it on the server, and make a new one.",
      rule: confidential,
    });
    return;
  }
  const forms = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ secret }).toString().slice("secret=".length),
  ];
  expectRule(this, !received.some((text) => forms.some((form) => text.includes(form))), {
    what: "The client secret was in an address, a header or a page that the browser was sent.",
    cure: "Keep it on the server.",
    rule: confidential,
  });
});

Then("the keys it publishes are public ones alone", async function (this: TestkitWorld) {
  const { jwksUri = "" } = this.underTest.run.target;
  const { keys } = keySet.parse(await (await fetch(jwksUri)).json());
  const leaked = keys.flatMap((key) => privateMembers.filter((member) => member in key));
  expectRule(this, leaked.length === 0, {
    what: `The key set at jwksUri has private members (${leaked.join(", ")}).`,
    cure: "Publish the public key alone, and make a new one.",
    rule: confidential,
  });
});

Then("it authenticates with a key rather than a secret", function (this: TestkitWorld) {
  for (const { authentication } of this.underTest.tokenRequests) {
    if (authentication?.method === "private_key_jwt") continue;
    report(this, {
      what: `The relying party authenticates with ${authentication?.method ?? "nothing"}.`,
      cure: "Prefer private_key_jwt, which the NHS calls the most secure option.",
      rule: should("nhs", "test your software", "../test-your-software"),
    });
    return;
  }
});

Then("its client assertions are made for the token endpoint", function (this: TestkitWorld) {
  const endpoint = `${this.underTest.run.network.issuer}/access_token`;
  for (const { authentication } of this.underTest.tokenRequests) {
    assert.equal(authentication?.method, "private_key_jwt", "The token request had no client assertion.");
    const { audience } = authentication;
    expectRule(this, audience.includes(endpoint), {
      what: `The client assertion's aud was ${audience.join(", ") || "missing"}.`,
      cure: `Make it the token endpoint, ${endpoint}.`,
      rule: must("nhs", "test your software", "../test-your-software"),
    });
  }
});

Then("no two of its client assertions have the same jti", function (this: TestkitWorld) {
  const ids = this.underTest.tokenRequests.map(({ authentication }) =>
    authentication?.method === "private_key_jwt" ? authentication.id : undefined,
  );
  const rule = must("core", "9", "#ClientAuthentication");
  const cure = "Give each a new random one.";
  expectRule(this, !ids.includes(undefined), { what: "A client assertion had no jti.", cure, rule });
  assert.ok(ids.length > 1, "the relying party made one token request for two sign-ins");
  const what = "Two client assertions had the same jti.";
  expectRule(this, new Set(ids).size === ids.length, { what, cure, rule });
});
