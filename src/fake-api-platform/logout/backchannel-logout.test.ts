import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { signJwt } from "../../pki/keys/signed-jwt.ts";
import { keys, platformClient, startTestPlatform, type TestPlatform } from "../testing/test-platform.ts";

const event = "http://schemas.openid.net/event/backchannel-logout";
type Part = Record<string, unknown>;

describe("the platform's back-channel logout", () => {
  let test: TestPlatform;
  before(async () => {
    test = await startTestPlatform();
  });
  after(() => test[Symbol.asyncDispose]());

  const send = async (claims: Part = {}, header: Part = {}, key = keys.issuer) => {
    const valid = { aud: platformClient, iss: test.issuer, sub: "1", sid: "session", events: { [event]: {} } };
    const token = signJwt({ alg: "RS256", typ: "JWT", kid: "issuer-1", ...header }, { ...valid, ...claims }, key);
    const { status, body } = await test.post("/oauth2/backchannel_logout", { logout_token: token });
    return [status, body["error_description"]];
  };

  // Each of test_backchannel_logout.py, in the order of validate-logout-token-claims.js.
  const claimFaults: [Part, string][] = [
    [{ aud: "invalid" }, "Missing/invalid aud claim in JWT"],
    [{ iss: "invalid" }, "Missing/invalid iss claim in JWT"],
    [{ sid: undefined }, "Missing sid claim in JWT"],
    [{ events: { other: {} } }, "Missing/invalid events claim in JWT"],
    [{ nonce: "1" }, "Prohibited nonce claim in JWT"],
  ];
  for (const [at, [claims, description]] of claimFaults.entries()) {
    it(`refuses: ${description}, whatever else is wrong`, async () => {
      assert.deepEqual(await send(claims), [400, description]);
      for (const [second] of claimFaults.slice(at + 1)) {
        assert.deepEqual(await send({ ...second, ...claims }, { kid: "other" }), [400, description]);
      }
    });
  }

  it("refuses what it cannot verify", async () => {
    const unverified = [400, "Unable to verify JWT"];
    assert.deepEqual(await send({}, { kid: "invalid" }), unverified);
    assert.deepEqual(await send({}, { alg: "none" }), unverified);
    assert.deepEqual(await send({}, {}, keys.foreign), unverified);
    assert.deepEqual(await send({ exp: 1 }), unverified);
  });

  it("answers 501 for a session it does not know, such as that of an exchanged token", async () => {
    assert.deepEqual(await send(), [501, "SID not found"]);
    const request = test.request();
    request.subject.claims["sid"] = "exchanged";
    const { body } = await test.exchange(request);
    assert.deepEqual(await send({ sid: "exchanged" }), [501, "SID not found"]);
    const headers = { authorization: `Bearer ${String(body["access_token"])}` };
    assert.equal((await fetch(`${test.platform.origin}/hello-world/hello/user`, { headers })).status, 200);
  });

  it("refuses no token and what is none", async () => {
    const answer = async (form: Record<string, string>) =>
      (await test.post("/oauth2/backchannel_logout", form)).body["error_description"];
    assert.equal(await answer({}), "Missing client_assertion");
    assert.equal(await answer({ logout_token: "x" }), "Malformed JWT in logout_token");
  });
});
