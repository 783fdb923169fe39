import { createSign, generateKeyPairSync, type JsonWebKey, type KeyObject } from "node:crypto";

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly jwk: JsonWebKey & { readonly kty: string; readonly kid: string };
}

/** Makes an RSA key of 2,048 bits that is named in its JWK. */
export function signingKey(kid: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, jwk: { ...publicKey.export({ format: "jwk" }), kty: "RSA", kid, use: "sig" } };
}

/** Signs any header and claims, wrong ones too: RS256 with SHA-256, whatever else the header says with SHA-512. */
export function signJwt(
  header: Readonly<Record<string, unknown>>,
  claims: Readonly<Record<string, unknown>>,
  { privateKey }: Pick<SigningKey, "privateKey">,
): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = createSign(header["alg"] === "RS256" ? "RSA-SHA256" : "RSA-SHA512").update(input);
  return `${input}.${signature.sign(privateKey).toString("base64url")}`;
}
