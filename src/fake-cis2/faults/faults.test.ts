import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { relyingParty, startTestCis2, type TestCis2 } from "../testing/harness.ts";
import { codeOf, strictSignIn } from "../testing/strict-relying-party.ts";
import type { TestCard } from "../testing/test-card.ts";
import type { FaultName } from "./catalogue.ts";
import type { FaultSettingInput } from "./faults.ts";

/** What a strict relying party says to each fault: the code of `openid-client`, or the claim its own check refuses. */
const seen: Record<FaultName, string> = {
  "wrong-issuer": "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "wrong-audience": "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "extra-audience": "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "wrong-nonce": "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "missing-nonce": "OAUTH_INVALID_RESPONSE",
  "wrong-subject": "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED",
  "missing-subject": "OAUTH_INVALID_RESPONSE",
  "wrong-acr": "acr",
  "missing-acr": "acr",
  "missing-sid": "sid",
  "wrong-sid": "sid",
  expired: "OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
  "not-yet-valid": "OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
  "missing-expiry": "OAUTH_INVALID_RESPONSE",
  "missing-issued-at": "OAUTH_INVALID_RESPONSE",
  "missing-audience": "OAUTH_INVALID_RESPONSE",
  "missing-issuer": "OAUTH_INVALID_RESPONSE",
  "stale-authentication": "OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
  "missing-authentication-time": "OAUTH_INVALID_RESPONSE",
  "expiry-as-string": "OAUTH_INVALID_RESPONSE",
  "authentication-time-as-string": "OAUTH_INVALID_RESPONSE",
  "assurance-type-flipped": "id_assurance_level",
  "low-authentication-assurance": "acr",
  "low-identity-assurance": "id_assurance_level",
  "missing-identity-assurance": "id_assurance_level",
  "unknown-selected-role": "selected_roleid",
  "empty-selected-role": "selected_roleid",
  "missing-selected-role": "selected_roleid",
  "wrong-access-token-hash": "at_hash",
  "bad-signature": "OAUTH_INVALID_RESPONSE",
  "foreign-signature": "OAUTH_INVALID_RESPONSE",
  "algorithm-none": "OAUTH_INVALID_RESPONSE",
  "unknown-key": "OAUTH_KEY_SELECTION_FAILED",
  malformed: "OAUTH_PARSE_ERROR",
  "missing-id-token": "OAUTH_INVALID_RESPONSE",
  "missing-access-token": "OAUTH_INVALID_RESPONSE",
  "wrong-token-type": "OAUTH_UNSUPPORTED_OPERATION",
  "client-refused": "OAUTH_RESPONSE_BODY_ERROR invalid_client",
  "code-refused": "OAUTH_RESPONSE_BODY_ERROR invalid_grant",
  "userinfo-wrong-subject": "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED",
  "userinfo-missing-subject": "OAUTH_INVALID_RESPONSE",
  "userinfo-missing-roles": "nhsid_nrbac_roles",
  "userinfo-roles-malformed": "nhsid_nrbac_roles",
  "userinfo-refused": "OAUTH_WWW_AUTHENTICATE_CHALLENGE",
  "discovery-wrong-issuer": "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED",
  "discovery-missing-token-endpoint": "OAUTH_MISSING_SERVER_METADATA",
  "jwks-empty": "OAUTH_KEY_SELECTION_FAILED",
  "wrong-state": "OAUTH_INVALID_RESPONSE",
  "missing-state": "OAUTH_INVALID_RESPONSE",
  "wrong-response-issuer": "OAUTH_INVALID_RESPONSE",
  "tokens-instead-of-code": "OAUTH_INVALID_RESPONSE",
  "missing-code": "OAUTH_INVALID_RESPONSE",
  "access-denied": "OAUTH_AUTHORIZATION_RESPONSE_ERROR access_denied",
  "login-required": "OAUTH_AUTHORIZATION_RESPONSE_ERROR login_required",
  "server-error": "OAUTH_AUTHORIZATION_RESPONSE_ERROR server_error",
  "temporarily-unavailable": "OAUTH_AUTHORIZATION_RESPONSE_ERROR temporarily_unavailable",
  slow: "OAUTH_TIMEOUT",
  "internal-error": "OAUTH_RESPONSE_IS_NOT_CONFORM",
  unavailable: "OAUTH_RESPONSE_IS_NOT_CONFORM",
  "not-json": "OAUTH_RESPONSE_IS_NOT_JSON",
  "dropped-connection": "UND_ERR_SOCKET",
};

describe("faults", () => {
  let test: TestCis2;
  let card: TestCard;
  before(async () => {
    test = await startTestCis2();
    card = await test.cardOf("one-role");
  });
  after(() => test[Symbol.asyncDispose]());
  const signIn = () => strictSignIn(test.cis2.networks.internet.issuer, card, 1);

  it("are not there unless they are set", async () => {
    assert.equal((await signIn()).sub, "555000000002");
  });

  for (const [fault, code] of Object.entries(seen) as [FaultName, string][]) {
    it(`${fault} is seen as ${code}, once`, async () => {
      await test.cis2.faults.set({ fault, milliseconds: 3000 });
      await assert.rejects(signIn(), (error) => {
        assert.equal(codeOf(error), code);
        return true;
      });
      assert.deepEqual(await test.cis2.faults.list(), []);
    });
  }

  for (const endpoint of ["discovery", "jwks", "token", "userinfo"] as const) {
    it(`an internal error shows at ${endpoint}`, async () => {
      await test.cis2.faults.set({ fault: "internal-error", endpoint });
      await assert.rejects(signIn(), (error) => {
        assert.match(codeOf(error), /^OAUTH_RESPONSE_IS_NOT_CONFORM$/);
        return true;
      });
    });
  }

  it("show as often as they are set to", async () => {
    await test.cis2.faults.set({ fault: "wrong-nonce", times: 2 });
    await assert.rejects(signIn());
    await assert.rejects(signIn());
    await signIn();
  });

  it("last until they are removed", async () => {
    const { id } = await test.cis2.faults.set({ fault: "wrong-nonce", times: "always" });
    await assert.rejects(signIn());
    await assert.rejects(signIn());
    assert.equal(await test.cis2.faults.remove(id), true);
    await signIn();
    assert.equal(await test.cis2.faults.remove(id), false);
  });

  it("show to their relying party alone", async () => {
    await test.cis2.faults.set({ fault: "wrong-nonce", clientId: "another" });
    await signIn();
    await test.cis2.faults.clear();
    await test.cis2.faults.set({ fault: "wrong-nonce", clientId: relyingParty.clientId });
    await assert.rejects(signIn());
  });

  it("wait for a good answer to spoil", async () => {
    const { issuer } = test.cis2.networks.internet;
    await test.cis2.faults.set({ fault: "wrong-issuer" });
    const body = new URLSearchParams({ grant_type: "authorization_code", code: "made-up" });
    assert.equal((await fetch(`${issuer}/access_token`, { method: "POST", body })).status, 400);
    assert.equal((await test.cis2.faults.list()).length, 1);
    await test.cis2.faults.clear();
  });

  it("are refused where they are not of the catalogue", async () => {
    for (const input of [{ fault: "unheard-of" }, { fault: "slow", milliseconds: 0 }, { fault: "slow", times: 0 }]) {
      await assert.rejects(test.cis2.faults.set(input as FaultSettingInput), (error) =>
        isTestkitError(error, "REQUEST_MALFORMED"),
      );
    }
  });
});
