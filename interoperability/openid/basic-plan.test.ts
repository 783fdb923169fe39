import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it, mock } from "node:test";
import { createRemoteJWKSet, decodeJwt, jwtVerify, type JWTPayload } from "jose";
import {
  authorizationUrl,
  redirectUri,
  relyingParty,
  signInWith,
  startSignIn,
  startTestCis2,
  type TestCis2,
} from "../../src/fake-cis2/testing/harness.ts";
import { UserAgent } from "../../src/foundation/testing/user-agent.ts";

// The modules of oidcc-basic-certification-test-plan of OpenID's conformance suite, as far as they can be done by hand.
// docs/reference/openid-connect.md has the table of all of them.

const basic = { ...relyingParty, tokenEndpointAuthMethod: "client_secret_basic" } as const;
const authorization = `Basic ${Buffer.from(`${basic.clientId}:${basic.clientSecret}`).toString("base64")}`;

describe("OpenID's basic certification plan for providers, module", () => {
  let test: TestCis2;
  let issuer: string;
  before(async () => {
    test = await startTestCis2({ relyingParties: [basic, { ...relyingParty, clientId: "post.apps.national" }] });
    ({ issuer } = test.cis2.networks.internet);
  });
  after(() => test[Symbol.asyncDispose]());

  const begin = (parameters: Record<string, string>) => authorizationUrl(issuer, parameters);
  const callback = async (parameters: Record<string, string> = {}, agent = new UserAgent()) => {
    const signIn = await startSignIn(begin(parameters), agent);
    const state = await signInWith(await test.cardOf("one-role"), signIn);
    return new URL(await agent.follow(String(state["continue"]), redirectUri)).searchParams;
  };
  const redeem = async (code: string | null, more: Record<string, string> = {}, headers = { authorization }) => {
    const body = new URLSearchParams({ grant_type: "authorization_code", redirect_uri: redirectUri, ...more });
    body.set("code", code ?? "");
    const response = await fetch(`${issuer}/access_token`, { method: "POST", body, headers });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const signedIn = async (parameters: Record<string, string> = {}, agent = new UserAgent()) => {
    const { body } = await redeem((await callback(parameters, agent)).get("code"));
    const { payload } = await jwtVerify(
      body["id_token"] ?? "",
      createRemoteJWKSet(new URL(`${issuer}/connect/jwk_uri`)),
      {
        issuer,
        audience: basic.clientId,
      },
    );
    return { claims: payload, accessToken: body["access_token"] ?? "", idToken: body["id_token"] ?? "" };
  };
  /** Straight back, without a page. */
  const back = async (parameters: Record<string, string>, agent = new UserAgent()) =>
    new URL(await agent.follow(begin(parameters), redirectUri)).searchParams;
  const userinfo = async (init: RequestInit) => {
    const response = await fetch(`${issuer}/userinfo`, init);
    return { status: response.status, body: (await response.json()) as JWTPayload };
  };

  it("oidcc-server: a sign-in with client_secret_basic, its ID token verified", async () => {
    const { claims } = await signedIn({ nonce: "a-nonce" });
    assert.equal(claims["nonce"], "a-nonce");
  });

  it("oidcc-server-client-secret-post", async () => {
    const code = (await callback({ client_id: "post.apps.national" })).get("code");
    const form = { client_id: "post.apps.national", client_secret: relyingParty.clientSecret };
    assert.equal((await redeem(code, form, {} as never)).status, 200);
  });

  it("oidcc-response-type-missing: invalid_request", async () => {
    const url = new URL(begin({}));
    url.searchParams.delete("response_type");
    const to = new URL(await new UserAgent().follow(url.href, redirectUri));
    assert.equal(to.searchParams.get("error"), "invalid_request");
  });

  it("oidcc-userinfo-get, -post-header and -post-body", async () => {
    const { accessToken, claims } = await signedIn();
    const headers = { authorization: `Bearer ${accessToken}` };
    for (const init of [
      { headers },
      { method: "POST", headers },
      { method: "POST", body: new URLSearchParams({ access_token: accessToken }) },
    ]) {
      assert.equal((await userinfo(init)).body.sub, claims.sub);
    }
  });

  it("oidcc-ensure-request-without-nonce-succeeds-for-code-flow", async () => {
    const url = new URL(begin({}));
    url.searchParams.delete("nonce");
    const signIn = await startSignIn(url.href);
    const state = await signInWith(await test.cardOf("one-role"), signIn);
    const to = new URL(await signIn.agent.follow(String(state["continue"]), redirectUri));
    const { body } = await redeem(to.searchParams.get("code"));
    assert.equal("nonce" in decodeJwt(body["id_token"] ?? ""), false);
  });

  it("oidcc-scope-profile, -email, and ensure-other-scope-order-succeeds", async () => {
    for (const [scope, claim] of [
      ["openid profile", "name"],
      ["email openid", "email"],
    ] as const) {
      const { accessToken } = await signedIn({ scope });
      const { body } = await userinfo({ headers: { authorization: `Bearer ${accessToken}` } });
      assert.equal(typeof body[claim], "string");
    }
  });

  it("oidcc-scope-address and -phone: scopes that are not offered bring nothing", async () => {
    const { accessToken } = await signedIn({ scope: "openid address phone" });
    const { body } = await userinfo({ headers: { authorization: `Bearer ${accessToken}` } });
    assert.deepEqual(Object.keys(body), ["sub"]);
  });

  for (const [module, parameters] of [
    ["display-page", { display: "page" }],
    ["display-popup", { display: "popup" }],
    ["login-hint", { login_hint: "somebody@nhs.example" }],
    ["ui-locales", { ui_locales: "cy en" }],
    ["claims-locales", { claims_locales: "cy en" }],
    ["ensure-request-with-unknown-parameter-succeeds", { extra: "foobar" }],
    ["ensure-request-with-acr-values-succeeds", { acr_values: "1 2" }],
    ["claims-essential", { claims: '{"userinfo":{"name":{"essential":true}}}' }],
  ] as const) {
    it(`oidcc-${module}: no error`, async () => {
      assert.ok((await signedIn(parameters)).claims.sub);
    });
  }

  it("oidcc-prompt-login and -max-age-1: the person signs in again, and auth_time says so", async (context) => {
    const agent = new UserAgent();
    const first = await signedIn({}, agent);
    context.mock.timers.enable({ apis: ["Date"], now: Date.now() + 3000 });
    for (const parameters of [{ prompt: "login" }, { max_age: "1" }]) {
      const again = await signedIn(parameters, agent);
      assert.equal(again.claims.sub, first.claims.sub);
      assert.ok(Number(again.claims["auth_time"]) > Number(first.claims["auth_time"]));
      context.mock.timers.setTime(Date.now() + 3000);
    }
    mock.timers.reset();
  });

  it("oidcc-prompt-none-not-logged-in: login_required", async () => {
    assert.equal((await back({ prompt: "none" })).get("error"), "login_required");
  });

  it("oidcc-prompt-none-logged-in, -id-token-hint and -max-age-10000: no page, and the same auth_time", async () => {
    const agent = new UserAgent();
    const first = await signedIn({}, agent);
    for (const parameters of [
      { prompt: "none" },
      { prompt: "none", id_token_hint: first.idToken },
      { max_age: "10000" },
    ]) {
      const { body } = await redeem((await back(parameters, agent)).get("code"));
      const claims = decodeJwt(body["id_token"] ?? "");
      assert.deepEqual([claims.sub, claims["auth_time"]], [first.claims.sub, first.claims["auth_time"]]);
    }
  });

  it("oidcc-codereuse and -30seconds: invalid_grant, and what the code gave before is good no more", async () => {
    const code = (await callback()).get("code");
    const first = await redeem(code);
    assert.equal((await redeem(code)).body["error"], "invalid_grant");
    const headers = { authorization: `Bearer ${first.body["access_token"] ?? ""}` };
    assert.equal((await userinfo({ headers })).status, 401);
  });

  it("oidcc-ensure-registered-redirect-uri: an error page, and no redirect", async () => {
    const answer = await new UserAgent().get(begin({ redirect_uri: "https://not-registered.example/cb" }));
    assert.deepEqual([answer.status, answer.headers.get("location")], [400, null]);
  });

  it("oidcc-request-uri-unsigned and -unsigned-request-object: rejected as unsupported", async () => {
    const object = `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`;
    assert.equal((await back({ request: object })).get("error"), "request_not_supported");
    assert.equal((await back({ request_uri: "https://x.example/r" })).get("error"), "request_uri_not_supported");
  });

  it("oidcc-ensure-request-with-valid-pkce-succeeds", async () => {
    const verifier = "a".repeat(64);
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
    const code = (await callback(pkce)).get("code");
    assert.equal((await redeem(code, { code_verifier: verifier })).status, 200);
    const other = (await callback(pkce)).get("code");
    assert.equal((await redeem(other, { code_verifier: "b".repeat(64) })).body["error"], "invalid_grant");
  });
});
