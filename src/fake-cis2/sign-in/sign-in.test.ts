import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as client from "openid-client";
import { redirectUri, signInWith, startSignIn, startTestCis2, type TestCis2 } from "../testing/harness.ts";
import { authorization, discover } from "../testing/relying-party-client.ts";

describe("sign-in over HTTP", () => {
  let test: TestCis2;
  before(async () => {
    test = await startTestCis2();
  });
  after(() => test[Symbol.asyncDispose]());

  it("gives a strict relying party its tokens, with the role chosen", async () => {
    const config = await discover(test.cis2.networks.internet.issuer);
    const scope = "openid profile nationalrbacaccess selectedrole";
    const { url, checks } = authorization(config, { scope, acr_values: "AAL2_OR_AAL3_ANY" });
    const signIn = await startSignIn(url);
    const state = await signInWith(await test.cardOf("six-roles"), signIn);
    assert.equal(state["step"], "role");
    const roleId = (state["roles"] as { roleId: string }[])[3]?.roleId;
    const chosen = (await signIn.agent.post(`${signIn.url}/role`, { roleId })).json() as { continue: string };
    const callback = await signIn.agent.follow(chosen.continue, redirectUri);
    const tokens = await client.authorizationCodeGrant(config, new URL(callback), checks);
    const claims = tokens.claims();
    assert.ok(claims);
    assert.equal(claims["selected_roleid"], roleId);
    assert.equal(claims["acr"], "AAL2_OR_AAL3_ANY");
    assert.deepEqual(claims["amr"], ["CIS2_SMARTCARD"]);
    const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    assert.equal(userinfo.name, "Sixroles Sian Mrs");
    assert.equal((userinfo["nhsid_nrbac_roles"] as unknown[]).length, 6);
  });

  it("goes on where the user has left the directory since, with no role to select", async () => {
    const config = await discover(test.cis2.networks.internet.issuer);
    const signIn = await startSignIn(authorization(config, { scope: "openid selectedrole" }).url);
    const { user } = (await signInWith(await test.cardOf("two-roles"), signIn)) as { user: { userId: string } };
    await test.cis2.directory.remove(user.userId);
    const state = JSON.parse((await signIn.agent.get(signIn.url)).text) as Record<string, unknown>;
    assert.deepEqual(
      [state["step"], state["user"], state["roles"]],
      ["role", { userId: user.userId, name: user.userId }, []],
    );
  });

  const claimsOf = async (persona: string, parameters: Record<string, string>) => {
    const config = await discover(test.cis2.networks.internet.issuer);
    const { url, checks } = authorization(config, { scope: "openid", ...parameters });
    const signIn = await startSignIn(url);
    const { continue: next } = await signInWith(await test.cardOf(persona), signIn);
    const callback = new URL(await signIn.agent.follow(String(next), redirectUri));
    return (await client.authorizationCodeGrant(config, callback, checks)).claims();
  };

  it("reports the default acr where no smartcard satisfies acr_values, since they are a voluntary wish", async () => {
    assert.equal((await claimsOf("one-role", { acr_values: "AAL2_TOTP AAL3_FIDO2" }))?.["acr"], "AAL3_ANY");
  });

  it("reports the first of acr_values that the smartcard satisfies", async () => {
    assert.equal((await claimsOf("one-role", { acr_values: "AAL2_TOTP AAL3_SMARTCARD" }))?.["acr"], "AAL3_SMARTCARD");
  });

  it("takes login_hint, and believes the card", async () => {
    assert.equal((await claimsOf("one-role", { login_hint: "555000000003" }))?.sub, "555000000002");
  });
});
