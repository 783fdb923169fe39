import assert from "node:assert/strict";
import { type ControlledCis2, startControlledCis2 } from "./testing/controlled-cis2.ts";
import { after, before, describe, it } from "node:test";
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { ControlClient } from "./control-client.ts";
import { listen, type Listener } from "../foundation/listener.ts";
import { relyingParty } from "../fake-cis2/testing/harness.ts";
import { logoutFaultNames, type LogoutFaultName } from "../fake-cis2/logout/logout-faults.ts";
import { text } from "node:stream/consumers";
import { closeAll } from "../foundation/testing/close-all.ts";

/** What `jose` says to each logout token, or what is wrong with the claims it lets through. */
const seen: Record<LogoutFaultName, string> = {
  "wrong-issuer": "ERR_JWT_CLAIM_VALIDATION_FAILED iss",
  "wrong-audience": "ERR_JWT_CLAIM_VALIDATION_FAILED aud",
  "missing-events": "events",
  "wrong-events": "events",
  "events-no-object": "events",
  "missing-issuer": "ERR_JWT_CLAIM_VALIDATION_FAILED iss",
  "missing-audience": "ERR_JWT_CLAIM_VALIDATION_FAILED aud",
  "missing-issued-at": "ERR_JWT_CLAIM_VALIDATION_FAILED iat",
  "missing-id": "jti",
  "issuer-other-case": "ERR_JWT_CLAIM_VALIDATION_FAILED iss",
  "issuer-trailing-slash": "ERR_JWT_CLAIM_VALIDATION_FAILED iss",
  "public-key-as-secret": "ERR_JOSE_ALG_NOT_ALLOWED",
  "other-algorithm": "ERR_JOSE_ALG_NOT_ALLOWED",
  "with-nonce": "nonce",
  stale: "ERR_JWT_EXPIRED iat",
  expired: "ERR_JWT_EXPIRED exp",
  "no-subject": "nobody",
  "bad-signature": "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
  "foreign-signature": "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
  "algorithm-none": "ERR_JOSE_ALG_NOT_ALLOWED",
};

describe("logout tokens sent by the control API", () => {
  const received: string[] = [];
  let endpoint: Listener;
  let test: ControlledCis2;
  let control: ControlClient;
  let keys: JWTVerifyGetKey;
  const { clientId } = relyingParty;
  const who = { clientId, sub: "555000000002", sid: "a-session" };

  before(async () => {
    endpoint = await listen({ port: 0 });
    endpoint.serve((request, response) => {
      void text(request).then((body) => {
        received.push(new URLSearchParams(body).get("logout_token") ?? "");
        response.writeHead(400).end();
      });
    });
    test = await startControlledCis2();
    await test.cis2.relyingParties.register({ ...relyingParty, backchannelLogoutUri: `${endpoint.origin}/logout` });
    control = new ControlClient(test.controlOrigin);
    keys = createRemoteJWKSet(new URL(`${test.cis2.networks.internet.issuer}/connect/jwk_uri`));
  });
  after(() =>
    closeAll(
      () => endpoint.close(),
      () => test[Symbol.asyncDispose](),
    ),
  );

  async function judge(token: string): Promise<string> {
    try {
      const { issuer } = test.cis2.networks.internet;
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: clientId,
        algorithms: ["RS256"],
        maxTokenAge: "5m",
      });
      const { sub, sid, jti, events, nonce } = payload;
      if (jti === undefined) return "jti";
      if (sub === undefined && sid === undefined) return "nobody";
      if (nonce !== undefined) return "nonce";
      const isLogout = JSON.stringify(events) === '{"http://schemas.openid.net/event/backchannel-logout":{}}';
      return isLogout ? "right" : "events";
    } catch (error) {
      if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
        return `${error.code} ${error.claim}`;
      }
      return error instanceof errors.JOSEError ? error.code : String(error);
    }
  }

  it("are right unless told otherwise, sent once, and the answer is told", async () => {
    received.length = 0;
    assert.deepEqual(await control.sendLogoutToken(who), { status: 400 });
    assert.equal(received.length, 1);
    assert.equal(await judge(received[0] ?? ""), "right");
  });

  it("are sent once more on request", async () => {
    await control.sendLogoutToken({ ...who, again: true });
    assert.equal(received.at(-1), received.at(-2));
    await control.sendLogoutToken(who);
    assert.notEqual(received.at(-1), received.at(-2));
  });

  for (const fault of logoutFaultNames) {
    it(`with ${fault} are seen as ${seen[fault]}`, async () => {
      await control.sendLogoutToken({ ...who, fault });
      assert.equal(await judge(received.at(-1) ?? ""), seen[fault]);
    });
  }

  it("are refused for a relying party that takes none", async () => {
    await assert.rejects(
      control.sendLogoutToken({ ...who, clientId: "nobody" }),
      /clientId has no backchannelLogoutUri/,
    );
  });
});
