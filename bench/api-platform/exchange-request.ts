import { randomUUID, type JsonWebKey } from "node:crypto";
import { signJwt, signingKey } from "../../src/pki/keys/signed-jwt.ts";

/** What a server that exchanges tokens needs to know, as JSON on its command line. */
export interface ExchangeKeys {
  readonly app: JsonWebKey & { readonly kty: string; readonly kid: string };
  readonly issuer: string;
  /** The address of the issuer's keys. */
  readonly issuerKeys: string;
  readonly issuerKey: JsonWebKey;
}

export const keys = { app: signingKey("app-1"), issuer: signingKey("issuer-1") };

/** The form of a token exchange: an ID token, and the assertion of the app that asks for it. Each is new. */
export function exchangeForm(issuer: string, token: string): URLSearchParams {
  const now = Math.floor(Date.now() / 1000);
  const assertion = { iss: "bench", sub: "bench", jti: randomUUID(), exp: now + 290, aud: token };
  const subject = {
    ...{ iss: issuer, aud: "999999999999.apps.national", sub: "555254240100", exp: now + 3600 },
    ...{ acr: "AAL3_ANY", authentication_assurance_level: 3 },
  };
  return new URLSearchParams({
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    subject_token: signJwt({ alg: "RS256", kid: "issuer-1", typ: "JWT" }, subject, keys.issuer),
    client_assertion: signJwt({ alg: "RS512", kid: "app-1", typ: "JWT" }, assertion, keys.app),
  });
}
