import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { JWK } from "jose";

export interface TestKey {
  readonly privateKey: KeyObject;
  readonly jwk: JWK;
}

export function testKey(kid: string): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, jwk: { ...publicKey.export({ format: "jwk" }), kid, use: "sig" } };
}

/** Signs any header and claims, wrong ones too; a header without an algorithm of RSA is signed as RS512. */
export function signJwt(
  header: Readonly<Record<string, unknown>>,
  claims: Readonly<Record<string, unknown>>,
  { privateKey }: TestKey,
): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = createSign(header["alg"] === "RS256" ? "RSA-SHA256" : "RSA-SHA512").update(input);
  return `${input}.${signature.sign(privateKey).toString("base64url")}`;
}
