import { createPublicKey, randomUUID } from "node:crypto";
import { CompactSign, type JWTPayload } from "jose";
import { keyFor, privateKeyOf, type SigningKeys } from "../provider/signing-keys.ts";
import type { Settings } from "../settings/settings.ts";
import { type LogoutFaultName, logoutFaults, type LogoutTokenDraft } from "./logout-faults.ts";

/** Whom a logout token is about, and for which relying party it is. */
export interface LogoutSubject {
  readonly clientId: string;
  readonly issuer: string;
  readonly sub: string;
  readonly sid: string | undefined;
}

export interface LogoutTokenServices {
  readonly signingKeys: SigningKeys;
  readonly settings: Settings;
}

const lifetimeSeconds = 120;

/** Makes a logout token, right unless a fault is named. */
export async function logoutToken(
  { clientId, issuer, sub, sid }: LogoutSubject,
  { signingKeys, settings }: LogoutTokenServices,
  fault?: LogoutFaultName,
): Promise<string> {
  const { logoutTokenAlgorithm: alg, logoutTokenType: typ } = settings;
  const key = keyFor((await signingKeys.current()).keys, alg);
  const iat = Math.floor(Date.now() / 1000);
  const claims: JWTPayload = {
    iss: issuer,
    aud: clientId,
    sub,
    iat,
    jti: randomUUID(),
    ...(settings.logoutTokenSid && sid !== undefined ? { sid } : {}),
    ...(settings.logoutTokenExpires ? { exp: iat + lifetimeSeconds } : {}),
    events: { "http://schemas.openid.net/event/backchannel-logout": {} },
  };
  const right: LogoutTokenDraft = { claims, header: { alg, typ, kid: key.kid ?? "" }, signature: "right" };
  const draft = fault === undefined ? right : logoutFaults[fault].change(right);
  return signed(draft, draft.signature === "foreign" ? await signingKeys.unpublished() : key);
}

async function signed({ claims, header, signature }: LogoutTokenDraft, key: Parameters<typeof privateKeyOf>[0]) {
  const payload = Buffer.from(JSON.stringify(claims));
  if (signature === "none") {
    const none = Buffer.from(JSON.stringify({ ...header, alg: "none" }));
    return `${none.toString("base64url")}.${payload.toString("base64url")}.`;
  }
  if (signature === "public key") {
    const pem = createPublicKey(privateKeyOf(key)).export({ format: "pem", type: "spki" });
    return new CompactSign(payload).setProtectedHeader({ ...header, alg: "HS256" }).sign(Buffer.from(pem));
  }
  const signer = privateKeyOf({ ...key, alg: header.alg });
  const token = await new CompactSign(payload).setProtectedHeader(header).sign(signer);
  if (signature !== "bit-flipped") return token;
  const at = token.lastIndexOf(".") + 1;
  const bytes = Buffer.from(token.slice(at), "base64url");
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return token.slice(0, at) + bytes.toString("base64url");
}
