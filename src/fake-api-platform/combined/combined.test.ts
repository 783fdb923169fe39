import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { callbackUrl, codeForm, combinedCode, combinedTokens, redirectOf } from "../testing/mock-sign-in.ts";
import { startTestPlatform, type TestPlatform } from "../testing/test-platform.ts";

describe("the combined pattern", () => {
  let test: TestPlatform;
  before(async () => {
    test = await startTestPlatform();
  });
  after(() => test[Symbol.asyncDispose]());
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${test.platform.origin}${path}`, { redirect: "manual", headers });
  const authorize = (change: Record<string, string | undefined> = {}) => {
    const parameters: Record<string, string | undefined> = {
      client_id: "app",
      redirect_uri: callbackUrl,
      response_type: "code",
      state: "1",
      ...change,
    };
    const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return get(`/oauth2-mock/authorize?${new URLSearchParams(given).toString()}`);
  };

  it("sends the browser to CIS2 with the platform's own client", async () => {
    const url = new URL((await authorize()).headers.get("location") ?? "");
    const { state, ...rest } = Object.fromEntries(url.searchParams);
    assert.match(String(state), /^[\w-]{36}$/);
    assert.deepEqual(rest, {
      response_type: "code",
      client_id: "test-client-cis2",
      redirect_uri: `${test.platform.origin}/oauth2-mock/callback`,
      scope: "openid nationalrbacaccess",
      max_age: "300",
      acr_values: "AAL3_ANY",
    });
  });

  it("brings tokens, userinfo and an API", async () => {
    const back = await combinedCode(test, "656005750104");
    assert.equal(`${back.origin}${back.pathname}`, callbackUrl);
    assert.equal(back.searchParams.get("state"), "s 1");
    const { status, body } = await test.post("/oauth2-mock/token", codeForm(back.searchParams.get("code") ?? ""));
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body).sort(), [
      "access_token",
      "expires_in",
      "refresh_count",
      "refresh_token",
      "refresh_token_expires_in",
      "sid",
      "token_type",
    ]);
    assert.deepEqual([body["expires_in"], body["refresh_token_expires_in"]], ["599", "43199"]);
    const headers = { authorization: `Bearer ${String(body["access_token"])}` };
    const userinfo = (await (await get("/oauth2-mock/userinfo", headers)).json()) as Record<string, unknown>;
    assert.equal(userinfo["nhsid_useruid"], "656005750104");
    assert.equal((await get("/hello-world/hello/user", headers)).status, 200);
  });

  const refusals: [string, Record<string, string | undefined>, number, string][] = [
    ["no client_id", { client_id: undefined }, 401, "client_id is missing"],
    ["another client_id", { client_id: "invalid" }, 401, "client_id is invalid"],
    [
      "a revoked app",
      { client_id: "revoked" },
      401,
      "The developer app associated with the API key is not approved or revoked",
    ],
    ["no redirect_uri", { redirect_uri: undefined }, 400, "redirect_uri is missing"],
    ["another redirect_uri", { redirect_uri: "/invalid" }, 400, "redirect_uri is invalid"],
  ];
  for (const [name, change, status, description] of refusals) {
    it(`refuses ${name}`, async () => {
      const response = await authorize(change);
      const body = (await response.json()) as Record<string, string>;
      assert.deepEqual([response.status, body["error_description"]], [status, description]);
    });
  }

  for (const [change, expected] of [
    [{ state: undefined }, { error: "invalid_request", error_description: "state is missing" }],
    [
      { response_type: undefined },
      { error: "invalid_request", error_description: "response_type is missing", state: "1" },
    ],
    [
      { response_type: "token" },
      { error: "unsupported_response_type", error_description: "response_type is invalid", state: "1" },
    ],
  ] as const) {
    it(`sends the error back: ${expected.error_description}`, async () => {
      const url = new URL((await authorize(change)).headers.get("location") ?? "");
      assert.deepEqual(Object.fromEntries(url.searchParams), expected);
    });
  }

  const codeRefusals: [string, Record<string, string | undefined>, number, string, string][] = [
    ["no redirect_uri", { redirect_uri: undefined }, 400, "invalid_request", "redirect_uri is missing"],
    ["another redirect_uri", { redirect_uri: "invalid" }, 400, "invalid_request", "redirect_uri is invalid"],
    ["no code", { code: undefined }, 400, "invalid_request", "authorization_code is missing"],
    ["another code", { code: "invalid" }, 400, "invalid_grant", "authorization_code is invalid"],
  ];
  for (const [name, change, status, error, description] of codeRefusals) {
    it(`refuses the code grant with ${name}`, async () => {
      const answer = await test.post("/oauth2-mock/token", { ...codeForm("unheard-of"), ...change });
      assert.deepEqual(
        [answer.status, answer.body["error"], answer.body["error_description"]],
        [status, error, description],
      );
    });
  }

  it("takes a code and a state once", async () => {
    const code = (await combinedCode(test, "656005750107")).searchParams.get("code") ?? "";
    const answers = await Promise.all([1, 2, 3].map(() => test.post("/oauth2-mock/token", codeForm(code))));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400]);
    const response = await get("/oauth2-mock/callback?code=1&state=used");
    assert.equal(((await response.json()) as Record<string, string>)["error_description"], "Invalid state parameter.");
  });

  it("refuses a person whose level the app has no scope for", async () => {
    await assert.rejects(combinedCode(test, "656005750110"), /not configured to use this authorization grant type/);
  });

  it("has no userinfo for an exchanged token, and none for an unknown one", async () => {
    const { body } = await test.exchange();
    const exchanged = await get("/oauth2/userinfo", { authorization: `Bearer ${String(body["access_token"])}` });
    assert.equal(exchanged.status, 400);
    assert.match(await exchanged.text(), /only supported for Combined Auth integrations/);
    assert.equal((await get("/oauth2-mock/userinfo", { authorization: "Bearer unheard-of" })).status, 401);
  });

  it("ends with the session at CIS2, refreshed tokens too", async () => {
    const { body } = await combinedTokens(test, "656005750104");
    assert.equal(await test.platform.endSession(String(body["sid"])), true);
    const headers = { authorization: `Bearer ${String(body["access_token"])}` };
    assert.equal((await get("/hello-world/hello/user", headers)).status, 401);
    const refresh = { ...codeForm(undefined), grant_type: "refresh_token", refresh_token: body["refresh_token"] };
    assert.equal(
      (await test.post("/oauth2-mock/token", refresh)).body["error_description"],
      "refresh_token is invalid",
    );
    assert.equal(await test.platform.endSession(String(body["sid"])), false);
  });

  it("answers other methods of authorize with 405", async () => {
    const response = await fetch(`${test.platform.origin}/oauth2-mock/authorize`, { method: "POST" });
    assert.deepEqual([response.status, response.headers.get("allow")], [405, "GET"]);
    await assert.rejects(redirectOf(`${test.platform.origin}/realms/other/protocol/openid-connect/auth`), /Realm/);
  });
});
