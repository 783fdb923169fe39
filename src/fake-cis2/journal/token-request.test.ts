import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UnsecuredJWT } from "jose";
import { issuedIn, tokenRequestAuthentication } from "./token-request.ts";

describe("how a token request says who it is from", () => {
  it("is a client assertion, whose claims and not the assertion itself are kept", () => {
    const assertion = new UnsecuredJWT({ jti: "once", aud: "https://cis2.test/token" })
      .setExpirationTime("5m")
      .encode();
    const seen = tokenRequestAuthentication({ client_assertion: assertion }, undefined);
    assert.ok(seen.method === "private_key_jwt");
    const { lifetime = 0, ...rest } = seen;
    const audience = ["https://cis2.test/token"];
    assert.deepEqual(rest, { method: "private_key_jwt", algorithm: "none", audience, id: "once" });
    assert.ok(lifetime > 295 && lifetime <= 300, `${lifetime} s`);
    assert.ok(!JSON.stringify(seen).includes(assertion));
  });

  it("is a secret in the body or in a header, or nothing; the secret is not kept", () => {
    assert.deepEqual(tokenRequestAuthentication({ client_secret: "s3cret" }, undefined), {
      method: "client_secret_post",
    });
    assert.deepEqual(tokenRequestAuthentication({}, "Basic czNjcmV0"), { method: "client_secret_basic" });
    assert.deepEqual(tokenRequestAuthentication({}, undefined), { method: "none" });
  });

  it("copes with what is no assertion, and no token", () => {
    const unread = {
      method: "private_key_jwt",
      algorithm: undefined,
      audience: [],
      id: undefined,
      lifetime: undefined,
    };
    assert.deepEqual(tokenRequestAuthentication({ client_assertion: "no JWT" }, undefined), unread);
    assert.equal(issuedIn({ id_token: "no JWT" }), undefined);
    assert.equal(issuedIn({ error: "invalid_grant" }), undefined);
  });

  it("knows whose session a token answer is about", () => {
    const id_token = new UnsecuredJWT({ sub: "555000000002", sid: "a-session" }).encode();
    assert.deepEqual(issuedIn({ id_token }), { sub: "555000000002", sid: "a-session" });
  });
});
