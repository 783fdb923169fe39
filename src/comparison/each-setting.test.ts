import assert from "node:assert/strict";
import { describe } from "node:test";
import { parseSettings, type SettingsInput, settingsSchema } from "../fake-cis2/index.ts";
import { everyNth } from "../foundation/testing/thorough.ts";
import { settingAssumptions } from "./assumption-table.ts";
import { compare } from "./compare.ts";
import { probe } from "./testing/probe.ts";
import { itUntilFailure } from "../foundation/testing/until-failure.ts";

const it = itUntilFailure();

const smartcard = ["AAL3_ANY", "AAL2_OR_AAL3_ANY", "AAL3_SMARTCARD", "AAL3_CIS2_SMARTCARD"];
const agent = ["AAL3_ANY", "AAL2_OR_AAL3_ANY", "AAL3_SMARTCARD", "AAL3_N3_SMARTCARD"];

/** Another value for each setting. */
const changed: Required<SettingsInput> = {
  assuranceLevelType: "string",
  identityAssuranceClaim: "id_assurance_level",
  selectedRoleIn: "both",
  rolesWhenNone: "omitted",
  emptyRoleLists: "empty",
  userIdClaimScopes: ["profile", "nhsperson"],
  organisationRolesScope: "associatedorgs",
  initialsOf: "given-and-middle-names",
  idTokenExtras: false,
  amr: { "smartcard-connect": ["ANOTHER_SMARTCARD"], "identity-agent": ["N3_SMARTCARD"] },
  sessionIdFormat: "base64",
  idTokenType: "absent",
  idTokenAlgorithm: "RS512",
  tokenResponseNonce: false,
  tokenResponseScope: "as-asked",
  authorizationResponseClientId: false,
  signedUserinfoAudience: true,
  opaqueTokenLength: 43,
  accessTokenLifetime: 1800,
  idTokenLifetime: 600,
  codeLifetime: 1,
  issuerPort: "explicit",
  advertisedIdTokenAlgorithms: "signed-with",
  encryptionKey: true,
  acrValues: ["AAL3_ANY", "AAL2_ANY"],
  logoutTokenType: "logout+jwt",
  logoutTokenAlgorithm: "RS512",
  logoutTokenExpires: false,
  logoutTokenSid: false,
  logoutRetries: [2, 5, 30],
  mandatoryScope: "oidc",
  omittedRedirectUri: "accepted",
  pkce: "required",
  clientAssertionReplay: "accepted",
  clientAssertionMaximumAhead: 120,
  otherTokenEndpointAuthMethod: "accepted",
  tokenRequestFromBrowser: "accepted",
  errorDescriptions: "detailed",
  withoutRoles: "refuse",
  roleAfterReauthentication: "keep",
  defaultAcr: "AAL3_SMARTCARD",
  acrBySmartcard: { "smartcard-connect": [...smartcard, "AAL2_TOTP"], "identity-agent": agent },
  identityAgentRefusedFrom: "2020-01-01T00:00:00Z",
  signInLifetime: 600,
  challengeLifetime: 120,
  sessionIdleLifetime: 600,
  sessionLifetime: 1,
  renewalNoticeDays: 10,
  unlockEmailDomains: ["nhs.example"],
  smartcardLevel: 2,
  // What no evidence shows.
  signInWithoutCard: true,
  authenticators: { passkey: { level: 3 } },
  stepUp: "any",
  noCardClaim: "included",
};

/** If no option of `compare` takes what shows it, nothing does. */
const canBeSeen = (name: string) => settingAssumptions[name as keyof typeof changed].options.length > 0;

describe("a CIS2 with one setting changed", { timeout: 1_800_000, concurrency: 1 }, () => {
  it("has a row for each setting", () => {
    assert.deepEqual(Object.keys(changed).sort(), Object.keys(settingsSchema.shape).sort());
  });

  it("is not different from the fake one if none is", { timeout: 300_000 }, async () => {
    const { differences, assumptions } = await compare(await probe({}), parseSettings({}));
    assert.deepEqual(differences, []);
    const unseen = assumptions.filter(({ setting, outcome }) => setting && outcome !== "confirmed");
    assert.deepEqual(
      unseen.filter(({ options }) => options.length > 0),
      [],
    );
    const ofOthers = unseen.filter(({ setting = "" }) => setting.includes("."));
    assert.deepEqual(
      unseen.filter((row) => !ofOthers.includes(row)).map(({ setting }) => setting),
      ["signInWithoutCard", "authenticators", "stepUp", "noCardClaim"],
    );
  });

  for (const [name, value] of everyNth(
    18,
    Object.entries(changed).filter(([name]) => canBeSeen(name)),
  )) {
    it(`is told by ${name} alone, and the settings found remove the difference`, { timeout: 300_000 }, async () => {
      const evidence = await probe({ [name]: value });
      const { differences, settings } = await compare(evidence, parseSettings({}));
      assert.deepEqual(
        differences.map((one) => [one.place, one.name]),
        [["settings", name]],
      );
      assert.deepEqual(Object.keys(settings), [name]);
      const again = await compare(evidence, parseSettings(settings));
      assert.deepEqual(again.differences, []);
    });
  }
});
