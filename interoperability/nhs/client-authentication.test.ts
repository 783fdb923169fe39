import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startTestCis2, type TestCis2 } from "../../src/fake-cis2/testing/harness.ts";
import {
  assertionType,
  byKey,
  callbackOf,
  clientAssertion,
  redirectUri,
  relyingParty,
  requestTokens,
  startForNhs,
  type RawAnswer,
} from "./raw-sign-in.ts";

const notValid = { error: "invalid_client", error_description: "JWT is not valid" };
const secret = "a-secret-of-thirty-two-characters";
const bySecretJwt = {
  ...relyingParty,
  clientId: "secret-jwt.apps.national",
  clientSecret: secret,
  tokenEndpointAuthMethod: "client_secret_jwt",
} as const;

describe("how NHS relying parties authenticate", () => {
  let test: TestCis2;
  let endpoint: string;
  before(async () => {
    test = await startForNhs({}, bySecretJwt);
    endpoint = `${test.cis2.networks.internet.issuer}/access_token`;
  });
  after(() => test[Symbol.asyncDispose]());

  /** A token request with a code of the relying party's own. */
  async function withAssertion(assertion: string, clientId: string = byKey.clientId): Promise<RawAnswer> {
    const code = (await callbackOf(test, { client_id: clientId })).get("code") ?? "";
    return requestTokens(test, {
      code,
      client_id: clientId,
      client_assertion_type: assertionType,
      client_assertion: assertion,
    });
  }

  it("take an assertion with RS512, a life of 300 seconds and no key id", async () => {
    assert.equal((await withAssertion(await clientAssertion(endpoint))).status, 200);
  });

  it("take a JWT made with the client secret", async () => {
    const { clientId } = bySecretJwt;
    const hmac = { alg: "HS256", key: new TextEncoder().encode(secret) };
    const assertion = await clientAssertion(endpoint, { iss: clientId, sub: clientId }, hmac);
    assert.equal((await withAssertion(assertion, clientId)).status, 200);
  });

  const inSeconds = (ahead: number) => Math.floor(Date.now() / 1000) + ahead;
  for (const [what, claims] of [
    ["iss and sub are an API key", () => ({ iss: "an-api-key", sub: "an-api-key" })],
    ["sub is an API key", () => ({ sub: "an-api-key" })],
    ["exp is 31 minutes ahead", () => ({ exp: inSeconds(31 * 60) })],
    ["exp is in milliseconds", () => ({ exp: Date.now() + 300_000 })],
    ["exp is over", () => ({ exp: inSeconds(-60) })],
    ["aud is another address", () => ({ aud: "https://cis2.example/access_token" })],
  ] as const) {
    it(`refuse an assertion whose ${what} as invalid_client, JWT is not valid`, async () => {
      const { status, body } = await withAssertion(await clientAssertion(endpoint, claims()));
      assert.equal(status, 401);
      assert.deepEqual(body, notValid);
    });
  }

  it("refuse what is no JWT as invalid_client, JWT is not valid", async () => {
    const { status, body } = await withAssertion("not.a.jwt");
    assert.equal(status, 401);
    assert.deepEqual(body, notValid);
  });

  it("see that they are registered for another method", async () => {
    const { clientId, clientSecret } = relyingParty;
    const code = (await callbackOf(test)).get("code") ?? "";
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
    const basic = await requestTokens(test, { code }, { authorization });
    assert.equal(basic.status, 401);
    assert.deepEqual(basic.body, {
      error: "invalid_client",
      error_description:
        "the relying party is registered for client_secret_post, but this request uses client_secret_basic",
    });
    const byPost = await requestTokens(test, { code, client_id: byKey.clientId, client_secret: "any" });
    assert.match(String(byPost.body["error_description"]), /registered for private_key_jwt/);
    assert.equal((await requestTokens(test, { code, client_id: clientId, client_secret: clientSecret })).status, 200);
  });

  it("have to send redirect_uri to both endpoints", async () => {
    const { issuer } = test.cis2.networks.internet;
    const { clientId, clientSecret } = relyingParty;
    const request = new URLSearchParams({ client_id: clientId, response_type: "code", scope: "openid" });
    const authorize = await fetch(`${issuer}/authorize?${request.toString()}`, { redirect: "manual" });
    assert.equal(authorize.status, 400);
    const code = (await callbackOf(test)).get("code") ?? "";
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      code,
      client_id: clientId,
      client_secret: clientSecret,
    });
    const answer = await fetch(`${issuer}/access_token`, { method: "POST", body });
    assert.equal(answer.status, 400);
    assert.equal(((await answer.json()) as { error: string }).error, "invalid_request");
  });

  it("are refused with an Origin header, unless a setting takes it", async () => {
    const { clientId, clientSecret } = relyingParty;
    const tokensFrom = async (cis2: TestCis2) => {
      const code = (await callbackOf(cis2)).get("code") ?? "";
      const form = { code, client_id: clientId, client_secret: clientSecret };
      return (await requestTokens(cis2, form, { origin: new URL(redirectUri).origin })).status;
    };
    assert.equal(await tokensFrom(test), 400);
    await using open = await startForNhs({ tokenRequestFromBrowser: "accepted" });
    assert.equal(await tokensFrom(open), 200);
  });
});

describe("an assertion's audience at an issuer with its port", () => {
  const networks = { internet: { port: 0, publicUrl: "https://cis2.example" } };
  for (const issuerPort of ["as-served", "explicit", "everywhere"] as const) {
    it(`is taken with :443 and without, issuerPort ${issuerPort}`, async () => {
      await using test = await startTestCis2({ settings: { issuerPort }, networks, relyingParties: [byKey] });
      const { pathname } = new URL(test.cis2.networks.internet.issuer);
      const local = `${test.cis2.listeners.internet}${pathname}/access_token`;
      for (const origin of ["https://cis2.example:443", "https://cis2.example"]) {
        const body = new URLSearchParams({
          grant_type: "authorization_code",
          code: "no-such-code",
          redirect_uri: redirectUri,
          client_id: byKey.clientId,
          client_assertion_type: assertionType,
          client_assertion: await clientAssertion(`${origin}${pathname}/access_token`),
        });
        const answer = (await (await fetch(local, { method: "POST", body })).json()) as { error: string };
        // The code is made up: a client that gets as far as it was authenticated.
        assert.equal(answer.error, "invalid_grant", origin);
      }
    });
  }
});
