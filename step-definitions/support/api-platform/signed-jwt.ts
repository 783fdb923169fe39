import { createPrivateKey, createSign, generateKeyPairSync, type JsonWebKey, type KeyObject } from "node:crypto";

/** A JWT before it is signed, so that anything in it can be wrong. */
export interface UnsignedJwt {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  key: KeyObject;
}

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly jwk: JsonWebKey & { readonly kty: string; readonly kid: string };
}

/** Makes an RSA key that is named in its JWK. */
export function signingKey(kid: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, jwk: { ...publicKey.export({ format: "jwk" }), kty: "RSA", kid, use: "sig" } };
}

export function privateKeyOf(jwk: JsonWebKey): KeyObject {
  return createPrivateKey({ key: jwk, format: "jwk" });
}

/** Signs with RSA whatever the header says: RS256 with SHA-256, all else with SHA-512. */
export function signJwt({ header, claims, key }: UnsignedJwt): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = createSign(header["alg"] === "RS256" ? "RSA-SHA256" : "RSA-SHA512")
    .update(input)
    .sign(key);
  return `${input}.${signature.toString("base64url")}`;
}
