import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { SignJWT } from "jose";
import { startTestCis2, type TestCis2 } from "../testing/harness.ts";
import { closeAll } from "../../foundation/testing/close-all.ts";

const clientId = "100000000042.apps.national";
const redirectUri = "http://localhost:3000/callback";

describe("a relying party that publishes its keys on this computer", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS512", use: "sig" }] };
  const server = createServer((_request, response) => response.end(JSON.stringify(jwks)));
  let test: TestCis2;
  before(async () => {
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    test = await startTestCis2();
    const jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    const name = "Emulated system with keys";
    const tokenEndpointAuthMethod = "private_key_jwt";
    await test.cis2.relyingParties.register({
      clientId,
      name,
      redirectUris: [redirectUri],
      tokenEndpointAuthMethod,
      jwksUri,
    });
  });
  after(() =>
    closeAll(
      () => server.close(),
      () => test[Symbol.asyncDispose](),
    ),
  );

  const tokenError = async (kid: string) => {
    const endpoint = `${test.cis2.networks.internet.issuer}/access_token`;
    const assertion = new SignJWT({ jti: crypto.randomUUID() }).setProtectedHeader({ alg: "RS512", kid });
    assertion.setIssuer(clientId).setSubject(clientId).setAudience(endpoint).setIssuedAt().setExpirationTime("5m");
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      code: "made-up",
      redirect_uri: redirectUri,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await assertion.sign(privateKey),
    });
    const answer = await fetch(endpoint, { method: "POST", body });
    return ((await answer.json()) as { error: string }).error;
  };

  it("is known by its signature", async () => {
    assert.equal(await tokenError("1"), "invalid_grant", "it gets as far as the code, which is made up");
  });

  it("is refused with a key that it does not publish", async () => {
    assert.equal(await tokenError("2"), "invalid_client");
  });
});
