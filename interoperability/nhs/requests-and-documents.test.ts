import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { authorizationUrl, startTestCis2, type TestCis2 } from "../../src/fake-cis2/testing/harness.ts";
import { UserAgent, type Answer } from "../../src/foundation/testing/user-agent.ts";
import { fetchUserinfo, redirectUri, relyingParty, signedIn, startForNhs } from "./raw-sign-in.ts";

async function documentAt(address: string): Promise<Record<string, unknown>> {
  return (await (await fetch(address)).json()) as Record<string, unknown>;
}

const keysOf = async (issuer: string) => {
  const { keys } = await documentAt(`${issuer}/connect/jwk_uri`);
  return keys as { kid: string; use: string; alg: string }[];
};

describe("requests as other software sends them", () => {
  let test: TestCis2;
  let issuer: string;
  before(async () => {
    test = await startForNhs();
    ({ issuer } = test.cis2.networks.internet);
  });
  after(() => test[Symbol.asyncDispose]());

  const sentTo = ({ headers }: Answer) => new URL(headers.get("location") ?? "", issuer).href;

  it("begin a sign-in by POST", async () => {
    const agent = new UserAgent();
    const form = Object.fromEntries(new URL(authorizationUrl(issuer)).searchParams);
    const answer = await agent.submit(`${issuer}/authorize`, form);
    assert.equal(answer.status, 303);
    const page = await agent.follow(sentTo(answer), `${test.origin}/sign-in/`);
    assert.match(page, /\/sign-in\/[\w-]+$/);
  });

  it("sign out by POST", async () => {
    const { tokens } = await signedIn(test);
    const agent = new UserAgent();
    const answer = await agent.submit(`${issuer}/connect/endSession`, { id_token_hint: String(tokens["id_token"]) });
    assert.equal(answer.status, 303);
    assert.equal((await agent.get(sentTo(answer))).status, 200);
  });

  it("are refused by POST without a form", async () => {
    const answer = await new UserAgent().post(`${issuer}/authorize`, {});
    assert.equal(answer.status, 400);
    assert.match(answer.text, /must be a form/);
  });

  for (const [prompt, error] of [
    ["consent", "consent_required"],
    ["login consent", "consent_required"],
    ["select_account", "account_selection_required"],
    ["unheard-of", "invalid_request"],
  ] as const) {
    it(`get ${error} for prompt=${prompt}`, async () => {
      const back = await new UserAgent().follow(authorizationUrl(issuer, { prompt }), redirectUri);
      const { searchParams } = new URL(back);
      assert.equal(searchParams.get("error"), error);
      assert.equal(searchParams.get("state"), "state-of-the-test");
    });
  }

  it("may name the host in capitals, and with the scheme's own port", async () => {
    const networks = { internet: { port: 0, publicUrl: "http://cis2.example" } };
    await using named = await startTestCis2({ networks });
    const { pathname } = new URL(issuer);
    const status = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const url = `${named.cis2.listeners.internet}${pathname}/.well-known/openid-configuration`;
        request(url, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on("error", reject)
          .end();
      });
    for (const host of ["cis2.example", "CIS2.Example", "cis2.example:80", "Cis2.example:80"]) {
      assert.equal(await status(host), 200, host);
    }
    for (const host of ["cis2.example:443", "other.example"]) assert.equal(await status(host), 421, host);
  });
});

describe("the documents CIS2 publishes", () => {
  it("advertise the twelve algorithms of the integration environment, or those that are used", async () => {
    const advertised = async (test: TestCis2) => {
      const { issuer } = test.cis2.networks.internet;
      const document = await documentAt(`${issuer}/.well-known/openid-configuration`);
      return document["id_token_signing_alg_values_supported"] as string[];
    };
    await using captured = await startForNhs();
    assert.deepEqual(
      (await advertised(captured)).sort(),
      ["ES", "HS", "PS", "RS"].flatMap((kind) => [`${kind}256`, `${kind}384`, `${kind}512`]),
    );
    await using used = await startForNhs({ advertisedIdTokenAlgorithms: "signed-with" });
    assert.deepEqual(await advertised(used), ["RS256", "RS512"]);
  });

  it("name the port in every address if the setting says so", async () => {
    const networks = { internet: { port: 0, publicUrl: "https://cis2.example" } };
    await using test = await startTestCis2({ settings: { issuerPort: "everywhere" }, networks });
    const { pathname } = new URL(test.cis2.networks.internet.issuer);
    const document = await documentAt(`${test.cis2.listeners.internet}${pathname}/.well-known/openid-configuration`);
    const base = `https://cis2.example:443${pathname}`;
    assert.equal(document["issuer"], base);
    assert.equal(document["authorization_endpoint"], `${base}/authorize`);
    assert.equal(document["token_endpoint"], `${base}/access_token`);
  });

  it("have an encryption key beside the signing keys if the setting says so", async () => {
    await using plain = await startForNhs();
    assert.deepEqual(
      (await keysOf(plain.cis2.networks.internet.issuer)).map(({ use }) => use),
      ["sig"],
    );
    await using both = await startForNhs({ encryptionKey: true });
    const keys = await keysOf(both.cis2.networks.internet.issuer);
    assert.deepEqual(
      keys.map(({ use }) => use),
      ["enc", "sig"],
    );
    assert.equal(new Set(keys.map(({ kid }) => kid)).size, 2);
  });

  it("have a key for each algorithm that something is signed with, which verifies it", async () => {
    await using test = await startForNhs({ idTokenAlgorithm: "RS512", logoutTokenAlgorithm: "RS512" });
    const { issuer } = test.cis2.networks.internet;
    assert.deepEqual(
      (await keysOf(issuer)).map(({ alg }) => alg),
      ["RS256", "RS512"],
    );
    const { tokens } = await signedIn(test);
    const keys = createRemoteJWKSet(new URL(`${issuer}/connect/jwk_uri`));
    const { protectedHeader } = await jwtVerify(String(tokens["id_token"]), keys);
    assert.equal(protectedHeader.alg, "RS512");
    await test.cis2.signingKeys.rotate();
    assert.deepEqual(
      (await keysOf(issuer)).map(({ alg }) => alg),
      ["RS256", "RS512", "RS256", "RS512"],
    );
  });

  it("are signed userinfo without aud, with the algorithm of the registration, unless a setting adds it", async () => {
    for (const signedUserinfoAudience of [false, true]) {
      const party = { ...relyingParty, userinfoSignedResponseAlg: "RS512" } as const;
      await using test = await startForNhs({ signedUserinfoAudience }, party);
      const { tokens } = await signedIn(test);
      const { issuer } = test.cis2.networks.internet;
      const response = await fetch(`${issuer}/userinfo`, {
        headers: { authorization: `Bearer ${String(tokens["access_token"])}` },
      });
      assert.match(response.headers.get("content-type") ?? "", /^application\/jwt/);
      const jwt = await response.text();
      assert.equal(decodeProtectedHeader(jwt).alg, "RS512");
      await jwtVerify(jwt, createRemoteJWKSet(new URL(`${issuer}/connect/jwk_uri`)));
      assert.equal(decodeJwt(jwt).aud, signedUserinfoAudience ? relyingParty.clientId : undefined);
    }
  });

  it("bring nhsid_org_roles with the scope of the setting alone", async () => {
    await using test = await startForNhs();
    const scopes = { scope: "openid organisationalmemberships professionalmemberships" };
    const claims = await fetchUserinfo(test, (await signedIn(test, scopes)).tokens["access_token"]);
    assert.deepEqual(Object.keys(claims).sort(), ["nhsid_org_memberships", "nhsid_org_roles", "sub"]);
  });
});
