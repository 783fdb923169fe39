import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { startTestCis2, type TestCis2 } from "../testing/harness.ts";

const authSchema = z.object({ token: z.string() });
const configSchema = z.looseObject({ id: z.string().regex(/^\d{12}\.apps\.national$/), hash: z.string() });

describe("relying parties by the Connection Manager's calls", () => {
  let test: TestCis2;
  let origin: string;
  before(async () => {
    test = await startTestCis2({ control: { port: 0 } });
    origin = `${test.cis2.control?.origin ?? ""}/api`;
  });
  after(() => test[Symbol.asyncDispose]());

  const call = (method: string, path: string, authorization: string, body?: unknown) =>
    fetch(`${origin}${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const registration = {
    redirect_uris: ["https://relying-party.test/cis2_redirect"],
    backchannel_logout_uri: "https://relying-party.test/back-channel-logout",
    token_endpoint_auth_method: "private_key_jwt",
    jwks_uri: "https://relying-party.test/oidc/jwks_uri",
    jwks_uri_signing_algorithm: "RS512",
  };

  it("registers, lists and changes one, by the hash of what it replaces", async () => {
    const { token } = authSchema.parse(await (await call("POST", "/auth", "SecretAuth cis2-testkit")).json());
    const bearer = `Bearer ${token}`;
    const made = await call("POST", "/configs/team", bearer, registration);
    assert.equal(made.status, 201);
    const config = configSchema.parse(await made.json());
    const party = await test.cis2.relyingParties.find(config.id);
    assert.equal(party?.tokenEndpointAuthSigningAlg, "RS512");
    assert.equal(party.backchannelLogoutUri, registration.backchannel_logout_uri);

    const changed = { ...registration, redirect_uris: ["https://relying-party.test/other"] };
    assert.equal((await call("PUT", `/configs/team/${config.id}?hash=stale`, bearer, changed)).status, 400);
    const answer = await call("PUT", `/configs/team/${config.id}?hash=${config.hash}`, bearer, changed);
    assert.equal(answer.status, 200);
    assert.notEqual(configSchema.parse(await answer.json()).hash, config.hash);
    assert.deepEqual((await test.cis2.relyingParties.find(config.id))?.redirectUris, changed.redirect_uris);
    const list = z.array(configSchema).parse(await (await call("GET", "/configs/team", bearer)).json());
    assert.ok(list.some(({ id }) => id === config.id));
  });

  it("refuses who has no secret or token, and what is no registration", async () => {
    assert.equal((await call("POST", "/auth", "SecretAuth wrong")).status, 401);
    assert.equal((await call("GET", "/configs/team", "Bearer wrong")).status, 401);
    const { token } = authSchema.parse(await (await call("POST", "/auth", "SecretAuth cis2-testkit")).json());
    for (const body of [{}, { redirect_uris: ["ftp://x"] }, { redirect_uris: ["https://x.test/"] }]) {
      assert.equal((await call("POST", "/configs/team", `Bearer ${token}`, body)).status, 400);
    }
  });
});
