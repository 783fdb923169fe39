import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { decodeJwt, decodeProtectedHeader } from "jose";
import type { TestCis2 } from "../../src/fake-cis2/testing/harness.ts";
import { fetchUserinfo, relyingParty, signedIn, startForNhs } from "./raw-sign-in.ts";

// What one NHS team captured of a sign-in, and what the NHS API platform models, member by member.
const scope = "openid profile email nationalrbacaccess associatedorgs selectedrole";

describe("a sign-in as NHS teams have captured one", () => {
  let test: TestCis2;
  before(async () => {
    test = await startForNhs();
  });
  after(() => test[Symbol.asyncDispose]());

  it("comes back with code, iss, state and client_id", async () => {
    const { callback } = await signedIn(test, { scope });
    assert.deepEqual([...callback.keys()].sort(), ["client_id", "code", "iss", "state"]);
    assert.equal(callback.get("client_id"), relyingParty.clientId);
    assert.equal(callback.get("code")?.length, 27);
  });

  it("has a token response with nonce, 3599 seconds and scopes in CIS2's own order", async () => {
    const { tokens } = await signedIn(test, { scope, nonce: "a215d543" });
    assert.deepEqual(Object.keys(tokens).sort(), [
      "access_token",
      "expires_in",
      "id_token",
      "nonce",
      "scope",
      "token_type",
    ]);
    assert.equal(tokens["nonce"], "a215d543");
    assert.equal(tokens["expires_in"], 3599);
    assert.equal(tokens["token_type"], "Bearer");
    assert.equal(tokens["scope"], "openid nationalrbacaccess profile selectedrole associatedorgs email");
  });

  it("has an ID token with the claims of the captured one", async () => {
    const { tokens } = await signedIn(test, { scope });
    const claims = decodeJwt(String(tokens["id_token"]));
    assert.deepEqual(
      Object.keys(claims).sort(),
      [
        ["at_hash", "sub", "auditTrackingId", "amr", "iss", "tokenName", "sid", "id_assurance_level", "acr", "azp"],
        ["selected_roleid", "auth_time", "authentication_assurance_level", "exp", "iat", "subname", "nonce", "aud"],
        ["c_hash", "org.forgerock.openidconnect.ops", "s_hash", "realm", "idassurancelevel", "tokenType"],
      ]
        .flat()
        .sort(),
    );
    const { id_assurance_level, idassurancelevel, authentication_assurance_level } = claims;
    assert.deepEqual([id_assurance_level, idassurancelevel, authentication_assurance_level], [3, 3, 3]);
  });

  it("has an ID token whose s_hash is that of the state", async () => {
    const { tokens } = await signedIn(test, { scope, state: "a-state-of-the-test" });
    const digest = await crypto.subtle.digest("SHA-256", Buffer.from("a-state-of-the-test"));
    const expected = Buffer.from(digest).toString("base64url", 0, 16);
    assert.equal(decodeJwt(String(tokens["id_token"]))["s_hash"], expected);
  });

  it("has a userinfo with the members of the captured one", async () => {
    const { tokens } = await signedIn(test, { scope });
    const userinfo = await fetchUserinfo(test, tokens["access_token"]);
    assert.deepEqual(
      Object.keys(userinfo).sort(),
      [
        ["nhsid_useruid", "name", "nhsid_nrbac_roles", "given_name", "family_name", "uid", "nhsid_user_orgs"],
        ["email", "sub"],
      ]
        .flat()
        .sort(),
    );
    assert.equal(userinfo["nhsid_useruid"], userinfo["sub"]);
    const [organisation] = userinfo["nhsid_user_orgs"] as object[];
    assert.deepEqual(Object.keys(organisation ?? {}), ["org_name", "org_code"]);
  });

  it("has an ID token that the API platform exchanges: kid, typ JWT, alg, a number for exp, iss and aud", async () => {
    const { tokens } = await signedIn(test, { scope });
    const header = decodeProtectedHeader(String(tokens["id_token"]));
    assert.deepEqual(Object.keys(header).sort(), ["alg", "kid", "typ"]);
    assert.deepEqual([header.typ, header.alg], ["JWT", "RS256"]);
    const { exp, iss, aud } = decodeJwt(String(tokens["id_token"]));
    assert.equal(typeof exp, "number");
    assert.equal(iss, test.cis2.networks.internet.issuer);
    assert.equal(aud, relyingParty.clientId);
  });
});

describe("what sources disagree about", () => {
  it("can be set: no typ, RS512, no client_id, no nonce, the scope as asked, longer codes", async () => {
    await using test = await startForNhs({
      idTokenType: "absent",
      idTokenAlgorithm: "RS512",
      authorizationResponseClientId: false,
      tokenResponseNonce: false,
      tokenResponseScope: "as-asked",
      opaqueTokenLength: 43,
    });
    const { callback, tokens } = await signedIn(test, { scope, nonce: "a-nonce" });
    assert.equal(callback.has("client_id"), false);
    assert.equal(callback.get("code")?.length, 43);
    assert.equal("nonce" in tokens, false);
    assert.equal(tokens["scope"], scope);
    const header = decodeProtectedHeader(String(tokens["id_token"]));
    assert.deepEqual(Object.keys(header).sort(), ["alg", "kid"]);
    assert.equal(header.alg, "RS512");
  });

  for (const backchannelLogoutUri of [undefined, "http://127.0.0.1:9/logout"]) {
    it(`can be set: sid in ordinary Base64, ${backchannelLogoutUri === undefined ? "without" : "with"} a logout address`, async () => {
      const parties = [{ ...relyingParty, backchannelLogoutUri }];
      await using test = await startForNhs({ sessionIdFormat: "base64", logoutRetries: [] }, ...parties);
      const { tokens } = await signedIn(test);
      const sid = String(decodeJwt(String(tokens["id_token"]))["sid"]);
      assert.match(sid, /^[A-Za-z0-9+/]+=$/);
      assert.match(sid, /\+/);
      assert.match(sid, /\//);
    });
  }
});
