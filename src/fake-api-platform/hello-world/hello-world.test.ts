import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startTestServer } from "../../foundation/testing/test-server.ts";
import { combinedTokens } from "../testing/mock-sign-in.ts";
import { startTestPlatform, type TestPlatform } from "../testing/test-platform.ts";
import { sessionRole } from "./session-role.ts";

describe("the Hello World API", () => {
  let test: TestPlatform;
  before(async () => {
    test = await startTestPlatform();
  });
  after(() => test[Symbol.asyncDispose]());
  const call = async (token: string | undefined, path = "user", more: Record<string, string> = {}, at = test) => {
    const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...more };
    const response = await fetch(`${at.platform.origin}/hello-world/hello/${path}`, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const exchanged = async (level = 3, more: object = {}, at = test) => {
    const request = at.request();
    Object.assign(request.subject.claims, { authentication_assurance_level: level, ...more });
    return String((await at.exchange(request)).body["access_token"]);
  };

  it("greets a person with a token, and returns the request's id", async () => {
    const { status, text, headers } = await call(await exchanged(), "user", { "x-request-id": "one" });
    assert.deepEqual([status, JSON.parse(text)], [200, { message: "Hello User!" }]);
    assert.equal(headers.get("x-request-id"), "one");
  });

  it("answers tokens it does not take in the gateway's form", async () => {
    const invalid = (faultstring: string, errorcode: string) => ({ fault: { faultstring, detail: { errorcode } } });
    for (const [token, expected] of [
      [undefined, invalid("Invalid access token", "oauth.v2.InvalidAccessToken")],
      ["", invalid("Invalid access token", "oauth.v2.InvalidAccessToken")],
      ["unheard-of", invalid("Invalid Access Token", "keymanagement.service.invalid_access_token")],
    ] as const) {
      const { status, text } = await call(token);
      assert.deepEqual([status, JSON.parse(text)], [401, expected]);
    }
  });

  it("says that a token has expired", async () => {
    await using own = await startTestPlatform();
    const token = await exchanged(3, {}, own);
    own.clock.advance(599_999);
    assert.equal((await call(token, "user", {}, own)).status, 200);
    own.clock.advance(1);
    assert.match((await call(token, "user", {}, own)).text, /access_token_expired/);
  });

  it("asks for level 3 where that is the endpoint's", async () => {
    assert.equal((await call(await exchanged(3), "user-aal3")).status, 200);
    const { status, text } = await call(await exchanged(2), "user-aal3");
    assert.equal(status, 403);
    assert.match(text, /InsufficientScope/);
  });
});

describe("an API that checks the session role", () => {
  const header = "NHSD-Session-URID";
  let test: TestPlatform;
  before(async () => {
    test = await startTestPlatform({ settings: { sessionRole: "checked" } });
  });
  after(() => test[Symbol.asyncDispose]());
  const call = async (token: string, role?: string) => {
    const headers = { authorization: `Bearer ${token}`, ...(role === undefined ? {} : { [header]: role }) };
    const response = await fetch(`${test.platform.origin}/hello-world/hello/user`, { headers });
    const body = (await response.json()) as { issue?: [{ diagnostics: string }] };
    return [response.status, body.issue?.[0].diagnostics ?? response.headers.get(header)];
  };
  const combined = async (username: string) => String((await combinedTokens(test, username)).body["access_token"]);

  it("takes the role of the header, of the ID token, or the only one", async () => {
    assert.deepEqual(await call(await combined("656005750104"), "656014452101"), [200, "656014452101"]);
    assert.deepEqual(await call(await combined("656005750107")), [200, "555254242105"]);
    assert.deepEqual(await call(await combined("656005750108")), [200, "656005750108"]);
  });

  it("refuses several roles, and a role of another person", async () => {
    const token = await combined("656005750104");
    assert.deepEqual(await call(token), [401, "multiple roles found in user info, please check NHSD-Session-URID"]);
    assert.deepEqual(await call(token, "notAuserRole123"), [401, "NHSD-Session-URID is invalid"]);
  });

  it("has no userinfo for an exchanged token", async () => {
    const { body } = await test.exchange();
    const token = String(body["access_token"]);
    assert.deepEqual(await call(token), [401, "selected_roleid is missing in your token"]);
    assert.deepEqual(await call(token, "656005750104"), [500, "unable to retrieve user info"]);
  });

  for (const [name, claims, roles, diagnostics] of [
    ["no role at all", {}, [], "no userroles available, please check NHSD-Session-URID is valid"],
    ["no claim of roles", {}, undefined, "no userroles available, please check NHSD-Session-URID is valid"],
    ["an empty selected role", { selected_roleid: "" }, [], "selected_roleid is misconfigured/invalid"],
    ["a role without id", {}, [{ person_roleid: "" }], "nhsid_nrbac_roles is misconfigured/invalid"],
    ["a malformed claim", {}, "none", "nhsid_nrbac_roles is misconfigured/invalid"],
  ] as const) {
    it(`refuses ${name}`, async () => {
      await using cis2 = await startTestServer((request, response) => {
        const base = `http://${request.headers.host ?? ""}`;
        const names = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"];
        const document = Object.fromEntries(names.map((one) => [one, `${base}/userinfo`]));
        response.end(JSON.stringify(request.url === "/userinfo" ? { nhsid_nrbac_roles: roles } : document));
      });
      const grant = {
        id: "1",
        app: "app",
        scopes: [],
        pattern: "combined",
        externalAccessToken: "1",
        firstIssued: 0,
      } as const;
      const answer = await sessionRole(undefined, { ...grant, claims: { iss: cis2.origin, ...claims } }, [
        { issuer: cis2.origin },
      ]);
      assert.deepEqual(answer, { status: 401, diagnostics });
    });
  }
});
