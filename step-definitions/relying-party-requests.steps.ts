import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { z } from "zod";
import { secretOf } from "../src/conformance/index.ts";
import type { TestkitWorld } from "./support/world.ts";

const cacheSeconds = 3600;
const keySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "k"];

Then("it has read the discovery document in this run", function (this: TestkitWorld) {
  const { run, clock } = this.underTest;
  if (run.seen.discovery) return;
  const reason =
    "The relying party has not read the discovery document since this run began. Read the addresses of CIS2 from " +
    "issuer + /.well-known/openid-configuration at run time, and keep it for no more than an hour.";
  if (clock.canBeMoved) assert.fail(reason);
  this.remark(
    "review",
    `${reason} If it was started before the run and has kept it, start it again after the run has.`,
  );
});

When("more than an hour passes and a person signs in to the relying party", async function (this: TestkitWorld) {
  const { run, clock } = this.underTest;
  await clock.advance(cacheSeconds + 60);
  await run.tidy();
  // Whether the sign-in succeeds does not matter: the moved clock may make its tokens look old.
  await this.underTest.signIn();
});

Then("it has read the discovery document again", function (this: TestkitWorld) {
  if (this.underTest.observation.requests("discovery").length > 0) return;
  assert.fail(
    "The relying party still works from a discovery document that is over an hour old. Read it again by then.",
  );
});

Then("it has asked for the response type {string} alone", function (this: TestkitWorld, type: string) {
  for (const asked of this.underTest.askedFor("response_type")) {
    assert.equal(asked, type, `The relying party asked for response_type=${asked}; CIS2 supports code alone.`);
  }
});

Then("it has asked for no scope that it does not need", function (this: TestkitWorld) {
  const { scopes } = this.underTest.run.target;
  for (const asked of this.underTest.askedFor("scope")) {
    const others = asked.split(" ").filter((scope) => scope !== "" && !scopes.includes(scope));
    const reason = `The relying party asked for ${others.join(", ")}, which its configuration does not name among the scopes it needs.`;
    assert.deepEqual(others, [], `${reason} Do not ask for it, or say that it is needed.`);
  }
});

Then("it has asked for the authentication it says", function (this: TestkitWorld) {
  const { acr } = this.underTest.run.target;
  for (const asked of this.underTest.askedFor("acr_values")) {
    assert.ok(
      asked.split(" ").includes(acr ?? ""),
      `The relying party sent acr_values=${asked}, without ${acr ?? ""}.`,
    );
  }
});

Then("it has shown at the token endpoint who it is", function (this: TestkitWorld) {
  for (const { authentication } of this.underTest.tokenRequests) {
    assert.notEqual(
      authentication?.method,
      "none",
      "The relying party sent a token request without a secret and without a client assertion: it is no confidential client.",
    );
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
  assert.ok(
    !visit.trail.some((line) => line.includes("/access_token")),
    "The browser itself sent the token request. Send it from the server, where the secret stays.",
  );
  const secret = secretOf(run.target);
  if (secret === undefined) {
    assert.ok(!received.some((text) => text.includes("PRIVATE KEY-----")), "The browser was sent a private key.");
    return;
  }
  const forms = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ secret }).toString().slice("secret=".length),
  ];
  assert.ok(
    !received.some((text) => forms.some((form) => text.includes(form))),
    "The client secret was in an address, a header or a page that the browser was sent. Keep it on the server.",
  );
});

Then("the keys it publishes are public ones alone", async function (this: TestkitWorld) {
  const { jwksUri = "" } = this.underTest.run.target;
  const { keys } = keySet.parse(await (await fetch(jwksUri)).json());
  const leaked = keys.flatMap((key) => privateMembers.filter((member) => member in key));
  assert.deepEqual(
    leaked,
    [],
    `The key set at jwksUri has private members (${leaked.join(", ")}). Publish the public key alone, and make a new one.`,
  );
});

Then("it authenticates with a key rather than a secret", function (this: TestkitWorld) {
  for (const { authentication } of this.underTest.tokenRequests) {
    if (authentication?.method === "private_key_jwt") continue;
    const reason = `The relying party authenticates with ${authentication?.method ?? "nothing"}; the NHS calls private_key_jwt the most secure option.`;
    this.remark("warning", reason);
    return;
  }
});

Then("its client assertions are made for the token endpoint", function (this: TestkitWorld) {
  const endpoint = `${this.underTest.run.network.issuer}/access_token`;
  for (const { authentication } of this.underTest.tokenRequests) {
    assert.equal(authentication?.method, "private_key_jwt", "The token request had no client assertion.");
    const { audience } = authentication;
    const reason = `The client assertion's aud was ${audience.join(", ") || "missing"}. Make it the token endpoint, ${endpoint}.`;
    assert.ok(audience.includes(endpoint), reason);
  }
});

Then("no two of its client assertions have the same jti", function (this: TestkitWorld) {
  const ids = this.underTest.tokenRequests.map(({ authentication }) =>
    authentication?.method === "private_key_jwt" ? authentication.id : undefined,
  );
  assert.ok(!ids.includes(undefined), "A client assertion had no jti. Give each a new random one.");
  assert.ok(ids.length > 1, "the relying party made one token request for two sign-ins");
  assert.equal(new Set(ids).size, ids.length, "Two client assertions had the same jti. Give each a new random one.");
});
