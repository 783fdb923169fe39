import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { z } from "zod";
import { must, secretOf, should } from "../src/conformance/index.ts";
import { expectRule, report } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

const confidential = must("nhs", "security considerations", "security-considerations");
const longestLifetimeSeconds = 1800;
const keySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "k"];

Then("it has authenticated at the token endpoint", function (this: TestkitWorld) {
  for (const { authentication } of this.underTest.tokenRequests) {
    expectRule(this, authentication?.method !== "none", {
      what: "The relying party sent a token request with neither a secret nor a client assertion, so it is not a confidential client.",
      cure: "Authenticate at the token endpoint.",
      rule: confidential,
    });
  }
});

Then("its secret has not come to the browser", async function (this: TestkitWorld) {
  const { run } = this.underTest;
  const visit = await this.underTest.visit();
  const received = await visit.received();
  if (received === undefined) {
    this.remark(
      "review",
      "A person has to look for the secret in the browser's network log: this driver does not keep what the browser received.",
    );
    return;
  }
  expectRule(this, !visit.trail.some((line) => line.includes("/access_token")), {
    what: "The browser itself sent the token request.",
    cure: "Send the token request from the server, and keep the secret there.",
    rule: confidential,
  });
  const secret = secretOf(run.target);
  if (secret === undefined) {
    expectRule(this, !received.some((text) => text.includes("PRIVATE KEY-----")), {
      what: "The browser received a private key.",
      cure: "Make a new key, and keep it on the server.",
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
    what: "The browser received the client secret in an address, a header or a page.",
    cure: "Keep the secret on the server.",
    rule: confidential,
  });
});

Then("it publishes only public keys", async function (this: TestkitWorld) {
  const { jwksUri = "" } = this.underTest.run.target;
  const { keys } = keySet.parse(await (await fetch(jwksUri)).json());
  const leaked = keys.flatMap((key) => privateMembers.filter((member) => member in key));
  expectRule(this, leaked.length === 0, {
    what: `The key set at jwksUri has private members (${leaked.join(", ")}).`,
    cure: "Make a new key, and publish only its public part.",
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
      cure: `Set aud to the token endpoint, ${endpoint}.`,
      rule: must("nhs", "test your software", "../test-your-software"),
    });
  }
});

Then("no two of its client assertions have the same jti", function (this: TestkitWorld) {
  const ids = this.underTest.tokenRequests.map(({ authentication }) =>
    authentication?.method === "private_key_jwt" ? authentication.id : undefined,
  );
  const rule = must("core", "9", "#ClientAuthentication");
  const cure = "Give each client assertion a new random jti.";
  expectRule(this, !ids.includes(undefined), { what: "A client assertion had no jti.", cure, rule });
  assert.ok(ids.length > 1, "the relying party made one token request for two sign-ins");
  const what = "Two client assertions had the same jti.";
  expectRule(this, new Set(ids).size === ids.length, { what, cure, rule });
});

Then("its client assertions are valid for no more than half an hour", function (this: TestkitWorld) {
  const lifetimes = this.underTest.tokenRequests.map(({ authentication }) =>
    authentication?.method === "private_key_jwt" ? (authentication.lifetime ?? Infinity) : Infinity,
  );
  const longest = Math.max(...lifetimes);
  expectRule(this, longest <= longestLifetimeSeconds, {
    what: Number.isFinite(longest)
      ? `The client assertion is valid for ${Math.round(longest / 60)} minutes.`
      : "The client assertion has no exp.",
    cure: "Set exp to a few minutes from now: CIS2 is built on ForgeRock AM, which refuses more than 30 minutes.",
    rule: should("assertions", "3 (4)", "#section-3"),
  });
});
