import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as client from "openid-client";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { authorizationUrl, redirectUri, signInWith, startSignIn, startTestCis2 } from "../testing/harness.ts";
import { authorization, discover } from "../testing/relying-party-client.ts";
import { parseSettings, settingsSchema, type SettingsInput } from "./settings.ts";

/** The claims of ID token and userinfo under some settings. */
async function claimsUnder(settings: SettingsInput, persona = "one-role") {
  await using test = await startTestCis2({ settings });
  const config = await discover(test.cis2.networks.internet.issuer);
  const { url, checks } = authorization(config, { scope: "openid nhsperson nationalrbacaccess selectedrole" });
  const signIn = await startSignIn(url);
  const state = await signInWith(await test.cardOf(persona), signIn);
  const callback = new URL(await signIn.agent.follow(String(state["continue"]), redirectUri));
  const tokens = await client.authorizationCodeGrant(config, callback, checks);
  const idToken: Record<string, unknown> = tokens.claims() ?? assert.fail();
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, String(tokens.claims()?.sub));
  return { idToken, userinfo, expiresIn: tokens.expires_in };
}

describe("settings", () => {
  it("each give a reason", () => {
    for (const [name, setting] of Object.entries(settingsSchema.shape)) {
      assert.ok((setting.description ?? "").length > 20, `${name} gives no reason`);
    }
  });

  it("are documented behaviour unless they are changed", async () => {
    const { idToken, userinfo } = await claimsUnder({});
    assert.equal(idToken["id_assurance_level"], 3);
    assert.equal(idToken["idassurancelevel"], 3);
    assert.equal(idToken["selected_roleid"], "555010020000");
    assert.equal(idToken["realm"], "/NHSIdentity/Healthcare");
    assert.equal(userinfo["idassurancelevel"], "3");
    assert.equal(userinfo["selected_roleid"], undefined);
  });

  it("change names, types and places of claims", async () => {
    const { idToken, userinfo, expiresIn } = await claimsUnder({
      assuranceLevelType: "string",
      identityAssuranceClaim: "idassurancelevel",
      selectedRoleIn: "userinfo",
      idTokenExtras: false,
      accessTokenLifetime: 60,
      amr: { "smartcard-connect": ["SOMETHING"], "identity-agent": ["N3_SMARTCARD"] },
    });
    assert.equal(idToken["id_assurance_level"], undefined);
    assert.equal(idToken["idassurancelevel"], "3");
    assert.equal(idToken["selected_roleid"], undefined);
    assert.equal(idToken["realm"], undefined);
    assert.deepEqual(idToken["amr"], ["SOMETHING"]);
    assert.equal(userinfo["selected_roleid"], "555010020000");
    assert.equal(expiresIn, 60);
  });

  it("decide what a user without roles gets", async () => {
    assert.deepEqual((await claimsUnder({}, "no-role")).userinfo["nhsid_nrbac_roles"], []);
    const omitted = await claimsUnder({ rolesWhenNone: "omitted" }, "no-role");
    assert.equal(omitted.userinfo["nhsid_nrbac_roles"], undefined);
    await assert.rejects(claimsUnder({ withoutRoles: "refuse" }, "no-role"), /no roles|authorization response/i);
  });

  it("take the scope oidc for openid where they are told to", async () => {
    for (const [mandatoryScope, begins] of [
      ["openid", false],
      ["oidc", true],
    ] as const) {
      await using test = await startTestCis2({ settings: { mandatoryScope } });
      const { issuer } = test.cis2.networks.internet;
      const begun = await startSignIn(authorizationUrl(issuer, { scope: "oidc profile" })).then(
        async (signIn) => {
          const state = await signInWith(await test.cardOf("one-role"), signIn);
          return (await signIn.agent.follow(String(state["continue"]), redirectUri)).includes("code=");
        },
        () => false,
      );
      assert.equal(begun, begins, mandatoryScope);
    }
  });

  it("put the port into the issuer, and only there", async () => {
    const settings = { issuerPort: "explicit" } as const;
    const networks = { internet: { port: 0, publicUrl: "https://cis2.example" } };
    await using test = await startTestCis2({ settings, networks });
    const { port } = new URL(test.cis2.listeners.internet);
    const { pathname } = new URL(test.cis2.networks.internet.issuer);
    const answer = await fetch(`http://127.0.0.1:${port}${pathname}/.well-known/openid-configuration`);
    const document = (await answer.json()) as Record<string, string>;
    assert.equal(document["issuer"], `https://cis2.example:443${pathname}`);
    assert.equal(document["token_endpoint"], `https://cis2.example${pathname}/access_token`);
  });

  it("are refused by name where they are wrong", () => {
    for (const [input, name] of [
      [{ pkce: "never" }, "settings.pkce"],
      [{ accessTokenLifetime: 0 }, "settings.accessTokenLifetime"],
      [{ unheardOf: 1 }, "unheardOf"],
      [{ identityAgentRefusedFrom: "2027-02-30T00:00:00Z" }, "settings.identityAgentRefusedFrom"],
      [{ identityAgentRefusedFrom: "1 February 2027" }, "settings.identityAgentRefusedFrom"],
    ] as const) {
      assert.throws(
        () => parseSettings(input),
        (error) => isTestkitError(error, "CONFIGURATION_INVALID") && error.message.includes(name),
      );
    }
  });
});
