import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, it } from "node:test";
import { SignJWT } from "jose";
import { compare } from "../../src/comparison/index.ts";
import { claimsOf } from "../../src/comparison/evidence/read-claims.ts";
import { parseSettings } from "../../src/fake-cis2/index.ts";

// In our own words what an NHS team captured of the development realm as a stub, and what another models.
const issuer = "https://am.nhsdev.example:443/openam/oauth2/realms/root/realms/oidc";
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const now = Math.floor(Date.now() / 1000);

const discovery = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/access_token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/connect/jwk_uri`,
  subject_types_supported: ["public"],
  response_types_supported: ["code"],
  id_token_signing_alg_values_supported: ["HS256", "RS256"],
};

const idToken = {
  ...{
    sub: "555000000999",
    subname: "555000000999",
    amr: ["pwd"],
    acr: "AAL1_USERPASS",
    sid: "a-session",
    realm: "/oidc",
  },
  ...{ iss: issuer, aud: "123.apps.national", azp: "123.apps.national", nonce: "a-nonce", auth_time: now - 30 },
  ...{ id_assurance_level: "3", idassurancelevel: "3", authentication_assurance_level: "1", iat: now, exp: now + 3600 },
  ...{ at_hash: "a-hash", c_hash: "a-hash", s_hash: "a-hash", tokenName: "id_token", tokenType: "JWTToken" },
  ...{ auditTrackingId: "an-id-1", "org.forgerock.openidconnect.ops": "ops" },
};

const userinfo = {
  ...{
    sub: "555000000999",
    uid: "555000000999",
    nhsid_useruid: "555000000999",
    name: "Flo Nurse",
    email: "flo@nhs.example",
  },
  ...{ given_name: "Nurse", family_name: "Flo", nhsid_user_orgs: [{ org_name: "An organisation", org_code: "X26" }] },
  nhsid_nrbac_roles: [
    {
      ...{
        person_orgid: "555000000107",
        person_roleid: "555000000108",
        org_code: "X26",
        role_code: "S8002:G8003:R0001",
      },
      ...{ role_name: '"Admin":"Admin":"Officer"', activities: ["An activity"], activity_codes: ["B0016"] },
    },
  ],
};

describe("what NHS teams have captured of CIS2, compared", () => {
  it("has the differences that the sources describe, and agrees in the rest", async () => {
    const token = await new SignJWT(idToken).setProtectedHeader({ alg: "RS256", kid: "key1" }).sign(privateKey);
    const scope = "openid nationalrbacaccess profile selectedrole associatedorgs email";
    const tokenResponse = {
      access_token: "V4IDIO_dDrx2nUNgclv8b465U-g",
      scope,
      token_type: "Bearer",
      expires_in: 3599,
    };
    const { settings, differences, assumptions } = await compare(
      {
        discovery: { url: `${issuer}/.well-known/openid-configuration`, document: discovery },
        keys: [{ kty: "RSA", kid: "key1", use: "sig", alg: "RS256" }],
        samples: [
          {
            tokenResponse: { ...tokenResponse, nonce: "a-nonce", id_token: token },
            idToken: claimsOf(token),
            userinfo: claimsOf(JSON.stringify(userinfo)),
          },
        ],
        logoutTokens: [],
        exchanges: [],
      },
      parseSettings({}),
    );
    assert.deepEqual(settings, {
      issuerPort: "everywhere",
      // The library's header has no typ: of CIS2 that is an inference from another source.
      idTokenType: "absent",
      assuranceLevelType: "string",
      amr: { "smartcard-connect": ["pwd"], "identity-agent": ["N3_SMARTCARD"] },
    });
    const outcome = (setting: string) => assumptions.find((one) => one.setting === setting)?.outcome;
    for (const confirmed of [
      "tokenResponseNonce",
      "accessTokenLifetime",
      "opaqueTokenLength",
      "identityAssuranceClaim",
    ]) {
      assert.equal(outcome(confirmed), "confirmed", confirmed);
    }
    assert.equal(outcome("logoutTokenType"), "not seen");
    const others = differences.filter(({ place }) => !["settings", "discovery document"].includes(place));
    assert.deepEqual(others, []);
    const missing = differences.filter(({ place, seen }) => place === "discovery document" && seen === "missing");
    assert.ok(missing.some(({ name }) => name === "scopes_supported"));
    assert.ok(
      differences.some(({ name, seen }) => name === "id_token_signing_alg_values_supported" && seen === "HS256 RS256"),
    );
    const harms = differences.map(({ harm }) => harm);
    assert.deepEqual(harms, harms.toSorted());
  });
});
