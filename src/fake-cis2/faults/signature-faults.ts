import { decodeJwt } from "jose";
import { keyFor } from "../provider/signing-keys.ts";
import type { Fault } from "./fault.ts";
import { headerOf, idToken, sign, signingKey, without } from "./id-token-fault.ts";

const unsigned = (token: string, header: object) =>
  `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${token.split(".")[1] ?? ""}.`;

/** Faults of an ID token's signature and of the key it names. */
export const signatureFaults = {
  "bad-signature": idToken("one bit of the signature is changed", (token) => {
    const [header = "", payload = "", signature = ""] = token.split(".");
    const bytes = Buffer.from(signature, "base64url");
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    return [header, payload, bytes.toString("base64url")].join(".");
  }),
  "foreign-signature": idToken(
    "the token is signed with an unpublished key, but kid names a published key",
    async (token, call) => sign(decodeJwt(token), headerOf(token), await call.signingKeys.unpublished()),
  ),
  "foreign-signature-without-kid": idToken(
    "the token is signed with an unpublished key, and kid is left out",
    async (token, call) =>
      sign(decodeJwt(token), without("kid")(headerOf(token)) as never, await call.signingKeys.unpublished()),
  ),
  "algorithm-none": idToken("alg is none, and the signature is left out; kid and typ stay", (token) =>
    unsigned(token, { ...headerOf(token), alg: "none" }),
  ),
  "algorithm-none-without-kid": idToken("alg is none, and the signature, kid and typ are left out", (token) =>
    unsigned(token, { alg: "none" }),
  ),
  "other-algorithm": idToken(
    "the token is signed with RS512 instead of RS256, or with RS256 instead of RS512",
    async (token, call) => {
      const header = headerOf(token);
      const alg = header.alg === "RS512" ? "RS256" : "RS512";
      return sign(decodeJwt(token), { ...header, alg }, keyFor((await call.signingKeys.current()).keys, alg));
    },
  ),
  "missing-kid": idToken("kid is left out", async (token, call) =>
    sign(decodeJwt(token), without("kid")(headerOf(token)) as never, await signingKey(call)),
  ),
  "unknown-key": idToken("kid names a key that is not published", async (token, call) =>
    sign(decodeJwt(token), { ...headerOf(token), kid: "no-such-key" }, await signingKey(call)),
  ),
  "withdrawn-key": idToken(
    "the token is signed with the last withdrawn key (a program can withdraw a key, but the control API cannot)",
    async (token, call) => {
      const { withdrawn } = await call.signingKeys.current();
      if (!withdrawn) throw new TypeError("no key was withdrawn");
      return sign(
        decodeJwt(token),
        { ...headerOf(token), alg: withdrawn.alg ?? "RS256", kid: withdrawn.kid },
        withdrawn,
      );
    },
  ),
  "key-changed": idToken(
    "the token is signed with a new key, which CIS2 publishes at this moment",
    async (token, call) => {
      const { keys } = await call.signingKeys.rotate();
      const header = headerOf(token);
      const key = keyFor(keys, header.alg === "RS512" ? "RS512" : "RS256");
      return sign(decodeJwt(token), { ...header, kid: key.kid }, key);
    },
  ),
} satisfies Record<string, Fault>;
