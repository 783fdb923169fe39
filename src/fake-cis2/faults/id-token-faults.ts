import { decodeJwt, decodeProtectedHeader, CompactSign, type JWTPayload } from "jose";
import { privateKeyOf } from "../provider/signing-keys.ts";
import { bodyOf, isJsonAnswer, type Fault, type FaultCall } from "./fault.ts";

type Claims = JWTPayload & Record<string, unknown>;
type Header = Record<string, unknown> & { alg: string };

const hour = 3600;
const now = () => Math.floor(Date.now() / 1000);

/** A fault in the claims; the signature stays right. */
function claims(summary: string, change: (claims: Claims) => Claims): Fault {
  return idToken(summary, async (token, call) => {
    const key = await signingKey(call);
    return sign(change(decodeJwt(token)), decodeProtectedHeader(token) as Header, key);
  });
}

/** A fault in the token as a whole. */
function idToken(summary: string, change: (token: string, call: FaultCall) => string | Promise<string>): Fault {
  return {
    endpoint: "token",
    summary,
    applies: (call) => isJsonAnswer(call) && typeof bodyOf(call)["id_token"] === "string",
    apply: async (call) => {
      bodyOf(call)["id_token"] = await change(String(bodyOf(call)["id_token"]), call);
    },
  };
}

const without = (name: string) => (all: Claims) =>
  Object.fromEntries(Object.entries(all).filter(([other]) => other !== name)) as Claims;

export const idTokenFaults = {
  "wrong-issuer": claims("iss is another issuer", (all) => ({ ...all, iss: "https://issuer.invalid" })),
  "wrong-audience": claims("aud is another relying party", (all) => ({ ...all, aud: "000000000000.apps.national" })),
  "extra-audience": claims("aud names a second relying party, and azp is that one", (all) => ({
    ...all,
    aud: [String(all.aud), "000000000000.apps.national"],
    azp: "000000000000.apps.national",
  })),
  "wrong-nonce": claims("nonce is not the one of the request", (all) => ({ ...all, nonce: "another-nonce" })),
  "missing-nonce": claims("nonce is left out", without("nonce")),
  "wrong-subject": claims("sub is another user than userinfo's", (all) => ({ ...all, sub: "555999999999" })),
  "missing-subject": claims("sub is left out", without("sub")),
  "wrong-acr": claims("acr is lower than what was asked for", (all) => ({ ...all, acr: "AAL1_USERPASS" })),
  "missing-acr": claims("acr is left out", without("acr")),
  "missing-sid": claims("sid is left out", without("sid")),
  "wrong-sid": claims("sid is not a string", (all) => ({ ...all, sid: 1 })),
  expired: claims("exp is an hour ago", (all) => ({ ...all, iat: now() - 2 * hour, exp: now() - hour })),
  "not-yet-valid": claims("nbf is an hour ahead", (all) => ({ ...all, nbf: now() + hour })),
  "missing-expiry": claims("exp is left out", without("exp")),
  "missing-issued-at": claims("iat is left out", without("iat")),
  "missing-audience": claims("aud is left out", without("aud")),
  "missing-issuer": claims("iss is left out", without("iss")),
  "stale-authentication": claims("auth_time is a day ago", (all) => ({ ...all, auth_time: now() - 24 * hour })),
  "missing-authentication-time": claims("auth_time is left out", without("auth_time")),
  "expiry-as-string": claims("exp is a string", (all) => ({ ...all, exp: String(all.exp) as unknown as number })),
  "authentication-time-as-string": claims("auth_time is a string", (all) => ({
    ...all,
    auth_time: String(all["auth_time"]),
  })),
  "assurance-type-flipped": claims(
    "assurance levels are strings instead of integers, or the other way round",
    (all) => ({
      ...all,
      id_assurance_level: flipped(all["id_assurance_level"]),
      authentication_assurance_level: flipped(all["authentication_assurance_level"]),
    }),
  ),
  "low-authentication-assurance": claims(
    "acr is AAL1_USERPASS, amr USERPASS and authentication_assurance_level 1",
    (all) => ({
      ...all,
      acr: "AAL1_USERPASS",
      amr: ["USERPASS"],
      authentication_assurance_level: typeof all["authentication_assurance_level"] === "string" ? "1" : 1,
    }),
  ),
  "low-identity-assurance": claims("id_assurance_level is 1", (all) => ({
    ...all,
    id_assurance_level: typeof all["id_assurance_level"] === "string" ? "1" : 1,
  })),
  "missing-identity-assurance": claims("id_assurance_level is left out", without("id_assurance_level")),
  "unknown-selected-role": claims("selected_roleid is no role of the user's", (all) => ({
    ...all,
    selected_roleid: "999999999999",
  })),
  "empty-selected-role": claims("selected_roleid is empty", (all) => ({ ...all, selected_roleid: "" })),
  "missing-selected-role": claims("selected_roleid is left out", without("selected_roleid")),
  "wrong-access-token-hash": claims("at_hash is of another access token", (all) => ({
    ...all,
    at_hash: "A".repeat(22),
  })),
  "bad-signature": idToken("one bit of the signature is changed", (token) => {
    const [header = "", payload = "", signature = ""] = token.split(".");
    const bytes = Buffer.from(signature, "base64url");
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    return [header, payload, bytes.toString("base64url")].join(".");
  }),
  "foreign-signature": idToken(
    "signed with a key that is not published, under the kid of one that is",
    async (token, call) =>
      sign(decodeJwt(token), decodeProtectedHeader(token) as Header, await call.signingKeys.unpublished()),
  ),
  "algorithm-none": idToken("alg is none, and there is no signature", (token) => {
    const header = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    return `${header}.${token.split(".")[1] ?? ""}.`;
  }),
  "unknown-key": idToken("kid names a key that is not published", async (token, call) => {
    const header = decodeProtectedHeader(token) as Header;
    return sign(decodeJwt(token), { ...header, kid: "no-such-key" }, await signingKey(call));
  }),
  malformed: idToken("the ID token is no JWT", () => "not.a.token"),
  "missing-id-token": {
    ...idToken("id_token is left out", (token) => token),
    apply: (call) => {
      delete bodyOf(call)["id_token"];
    },
  },
} satisfies Record<string, Fault>;

async function signingKey({ signingKeys }: FaultCall) {
  const [key] = (await signingKeys.current()).keys;
  if (!key) throw new TypeError("there is no signing key");
  return key;
}

function sign(payload: Claims, header: Header, key: Parameters<typeof privateKeyOf>[0]): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader(header).sign(privateKeyOf(key));
}

function flipped(level: unknown): unknown {
  return typeof level === "string" ? Number(level) : String(level);
}
