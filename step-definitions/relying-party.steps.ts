import assert from "node:assert/strict";
import { type DataTable, Given, Then, When } from "@cucumber/cucumber";
import { z } from "zod";
import type { RelyingPartyOptions } from "../src/harness/index.ts";
import type { NetworkName } from "../src/fake-cis2/index.ts";
import { expectSame } from "./support/expected.ts";
import type { TestkitWorld } from "./support/world.ts";

const discoveryDocument = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  userinfo_endpoint: z.string(),
  jwks_uri: z.string(),
  end_session_endpoint: z.string(),
  response_types_supported: z.array(z.string()),
});

const documents = new WeakMap<TestkitWorld, z.infer<typeof discoveryDocument>>();

Given("the system is only on the HSCN", function (this: TestkitWorld) {
  this.system.onlyOn("hscn");
});

Given("the system asks for the scope {string}", function (this: TestkitWorld, scope: string) {
  this.system.scope = scope;
});

Given("the relying party authenticates with {string}", async function (this: TestkitWorld, method: string) {
  await this.system.authenticateWith(method as RelyingPartyOptions["authentication"]["method"]);
});

Given("the relying party uses PKCE", function (this: TestkitWorld) {
  this.system.pkce = true;
});

Given("the relying party does not use PKCE", function (this: TestkitWorld) {
  this.system.pkce = false;
});

When(
  "a relying party reads the discovery document of the {string} network",
  async function (this: TestkitWorld, network: NetworkName) {
    const issuer = await this.cis2.issuer(network);
    const response = await this.requests.send(`${issuer}/.well-known/openid-configuration`);
    documents.set(this, discoveryDocument.parse(await response.json()));
  },
);

Then("it names the issuer of the {string} network", async function (this: TestkitWorld, network: NetworkName) {
  expectSame("the issuer in the discovery document", document(this).issuer, await this.cis2.issuer(network));
});

Then("it names the endpoints of the real service", function (this: TestkitWorld) {
  const { issuer, ...names } = document(this);
  assert.ok(issuer.endsWith("/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare"), issuer);
  expectSame("authorization_endpoint in the discovery document", names.authorization_endpoint, `${issuer}/authorize`);
  expectSame("token_endpoint in the discovery document", names.token_endpoint, `${issuer}/access_token`);
  expectSame("userinfo_endpoint in the discovery document", names.userinfo_endpoint, `${issuer}/userinfo`);
  expectSame("jwks_uri in the discovery document", names.jwks_uri, `${issuer}/connect/jwk_uri`);
  expectSame(
    "end_session_endpoint in the discovery document",
    names.end_session_endpoint,
    `${issuer}/connect/endSession`,
  );
});

Then("its key set can be read", async function (this: TestkitWorld) {
  const answer = await (await this.requests.send(document(this).jwks_uri)).json();
  const { keys } = z.object({ keys: z.array(z.object({ kid: z.string(), kty: z.string() })) }).parse(answer);
  assert.ok(
    keys.some(({ kty }) => kty === "RSA"),
    "the key set has no RSA key",
  );
});

Then("the only response type is {string}", function (this: TestkitWorld, type: string) {
  expectSame("response_types_supported", document(this).response_types_supported, [type]);
});

Then("the ID token holds these claims", function (this: TestkitWorld, table: DataTable) {
  const { claims } = this.signIns.outcome.relyingParty;
  for (const { claim = "", value } of table.hashes()) assert.equal(JSON.stringify(claims[claim]), value, claim);
});

Then("the ID token's {string} is the person's user id", function (this: TestkitWorld, claim: string) {
  expectSame(
    `the claim ${claim} of the ID token`,
    this.signIns.outcome.relyingParty.claims[claim],
    this.card.persona.user.userId,
  );
});

Then("the ID token says that the person authenticated just now", function (this: TestkitWorld) {
  const { auth_time: authenticatedAt, iat } = this.signIns.outcome.relyingParty.claims;
  expectSame("the type of the time of authentication", typeof authenticatedAt, "number");
  const seconds = Math.abs(iat - Number(authenticatedAt));
  assert.ok(seconds <= 5, `iat and the time of authentication are ${seconds} seconds apart, expected at most 5`);
});

Then("the userinfo holds exactly the claims {string} besides sub", function (this: TestkitWorld, names: string) {
  const { sub, ...claims } = this.signIns.outcome.relyingParty.userinfo;
  expectSame("the claim sub of userinfo", sub, this.card.persona.user.userId);
  expectSame("the claims of userinfo besides sub", Object.keys(claims).sort(), names.split(" ").sort());
});

function document(world: TestkitWorld): z.infer<typeof discoveryDocument> {
  const read = documents.get(world);
  assert.ok(read, "no discovery document was read");
  return read;
}
