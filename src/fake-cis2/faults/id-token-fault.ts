import { CompactSign, decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose";
import { privateKeyOf } from "../provider/signing-keys.ts";
import { bodyOf, isJsonAnswer, type Fault, type FaultCall } from "./fault.ts";

export type Claims = JWTPayload & Record<string, unknown>;
export type Header = Record<string, unknown> & { alg: string };

export const hour = 3600;
export const now = () => Math.floor(Date.now() / 1000);

/** A fault in the claims; the signature stays right. */
export function claims(summary: string, change: (claims: Claims) => Claims): Fault {
  return idToken(summary, async (token, call) =>
    sign(change(decodeJwt(token)), headerOf(token), await signingKey(call)),
  );
}

/** A fault in the token as a whole. */
export function idToken(summary: string, change: (token: string, call: FaultCall) => string | Promise<string>): Fault {
  return {
    endpoint: "token",
    summary,
    applies: (call) => isJsonAnswer(call) && typeof bodyOf(call)["id_token"] === "string",
    apply: async (call) => {
      bodyOf(call)["id_token"] = await change(String(bodyOf(call)["id_token"]), call);
    },
  };
}

export function headerOf(token: string): Header {
  return decodeProtectedHeader(token) as Header;
}

export async function signingKey({ signingKeys }: FaultCall) {
  const [key] = (await signingKeys.current()).keys;
  if (!key) throw new TypeError("there is no signing key");
  return key;
}

export function sign(payload: Claims, header: Header, key: Parameters<typeof privateKeyOf>[0]): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader(header).sign(privateKeyOf(key));
}

export function without(...names: readonly string[]) {
  return (all: Claims) => Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name))) as Claims;
}
