import { isJson } from "../evidence/json.ts";
import { agreed, type Observers } from "./observer.ts";

const captured = "ES256 ES384 ES512 HS256 HS384 HS512 PS256 PS384 PS512 RS256 RS384 RS512";
const signedWith = "RS256 RS512";
const addresses = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint"];

/** The discovery document and the key set. */
export const documentObservers = {
  issuerPort: ({ evidence: { discovery } }) => {
    const issuer = discovery?.document["issuer"];
    if (typeof issuer !== "string" || discovery === undefined) return undefined;
    // Only if the port is the scheme's own can it be left out at all.
    if (URL.parse(issuer)?.port !== "") return undefined;
    if (!namesPort(issuer)) return "as-served";
    return addresses.some((name) => namesPort(discovery.document[name])) ? "everywhere" : "explicit";
  },
  advertisedIdTokenAlgorithms: ({ evidence: { discovery } }) => {
    const list = discovery?.document["id_token_signing_alg_values_supported"];
    if (!Array.isArray(list)) return undefined;
    const all = list.map(String).sort().join(" ");
    if (all === captured) return "captured";
    return all === signedWith || all === "RS256" ? "signed-with" : undefined;
  },
  encryptionKey: ({ evidence: { keys } }) => keys?.some(({ use }) => use === "enc"),
  acrValues: ({ evidence: { discovery }, ours }) => {
    const list = discovery?.document["acr_values_supported"];
    if (!Array.isArray(list) || list.length === 0) return undefined;
    const values = list.filter((one): one is string => typeof one === "string" && /^[A-Z0-9_]+$/.test(one));
    const [first, ...others] = values;
    if (first === undefined || values.length !== list.length) return undefined;
    return values.toSorted().join() === [...ours.acrValues].sort().join() ? ours.acrValues : [first, ...others];
  },
  logoutTokenType: ({ evidence }) =>
    agreed(
      evidence.logoutTokens.map(({ header }) => {
        const typ = header?.["typ"];
        return typ === "JWT" || typ === "logout+jwt" ? typ : undefined;
      }),
    ),
  logoutTokenAlgorithm: ({ evidence }) =>
    agreed(
      evidence.logoutTokens.map(({ header }) => {
        const alg = header?.["alg"];
        return alg === "RS256" || alg === "RS512" ? alg : undefined;
      }),
    ),
  logoutTokenExpires: ({ evidence }) => agreed(evidence.logoutTokens.map(({ claims }) => "exp" in claims)),
  logoutTokenSid: ({ evidence }) =>
    agreed(evidence.logoutTokens.map(({ claims }) => (isJson(claims) ? "sid" in claims : undefined))),
} satisfies Observers;

function namesPort(address: unknown): boolean {
  return typeof address === "string" && /^(https:\/\/[^/]*:443|http:\/\/[^/]*:80)(\/|$)/i.test(address);
}
