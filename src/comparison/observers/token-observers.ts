import type { Json } from "../evidence/json.ts";
import { agreed, limitWithin, type Observers, type Scene } from "./observer.ts";

const tokenResponses = ({ evidence }: Scene): Json[] =>
  evidence.samples.flatMap(({ tokenResponse }) => (tokenResponse ? [tokenResponse] : []));

/** Tokens, and the responses that carry them. */
export const tokenObservers = {
  idTokenType: ({ evidence }) =>
    agreed(
      evidence.samples.map(({ idToken }) => {
        if (idToken?.header === undefined) return undefined;
        const { typ } = idToken.header;
        return typ === "JWT" ? "JWT" : typ === undefined ? "absent" : undefined;
      }),
    ),
  idTokenAlgorithm: ({ evidence }) =>
    agreed(
      evidence.samples.map(({ idToken }) => {
        const alg = idToken?.header?.["alg"];
        return alg === "RS256" || alg === "RS512" ? alg : undefined;
      }),
    ),
  tokenResponseNonce: ({ evidence }) =>
    agreed(
      evidence.samples.map(({ tokenResponse, idToken, request }) => {
        if (!tokenResponse) return undefined;
        if ("nonce" in tokenResponse) return true;
        return idToken?.claims["nonce"] !== undefined || request?.["nonce"] !== undefined ? false : undefined;
      }),
    ),
  tokenResponseScope: ({ evidence }) => {
    const orders = evidence.samples.flatMap(({ tokenResponse, request }) => {
      const [given, asked] = [tokenResponse?.["scope"], request?.["scope"]];
      if (typeof given !== "string" || typeof asked !== "string" || sorted(given) !== sorted(asked)) return [];
      return [{ differs: given !== asked, scopes: asked.split(" ").length }];
    });
    if (orders.some(({ differs }) => differs)) return "own-order";
    // Of a few scopes the order can be the same by chance.
    return orders.some(({ scopes }) => scopes > 3) ? "as-asked" : undefined;
  },
  authorizationResponseClientId: ({ recording }) =>
    agreed(
      recording.authorizations.map(({ response }) =>
        response?.["code"] === undefined ? undefined : "client_id" in response,
      ),
    ),
  signedUserinfoAudience: ({ evidence }) =>
    agreed(evidence.samples.map(({ userinfo }) => (userinfo?.header ? "aud" in userinfo.claims : undefined))),
  opaqueTokenLength: (scene) => {
    const codes = scene.recording.authorizations.map(({ response }) => response?.["code"]);
    const tokens = tokenResponses(scene).map(({ access_token: token }) => token);
    return agreed(
      [...codes, ...tokens].map((token) => {
        const isOpaque = typeof token === "string" && !token.includes(".") && token.length >= 22 && token.length <= 128;
        return isOpaque ? token.length : undefined;
      }),
    );
  },
  accessTokenLifetime: (scene) => agreed(tokenResponses(scene).map(({ expires_in }) => secondsOf(expires_in))),
  idTokenLifetime: ({ evidence }) =>
    agreed(
      evidence.samples.map(({ idToken }) => {
        const { exp, iat } = idToken?.claims ?? {};
        return typeof exp === "number" && typeof iat === "number" ? secondsOf(exp - iat) : undefined;
      }),
    ),
  codeLifetime: ({ recording: { authorizations, tokenCalls }, ours }) => {
    const within: number[] = [];
    const beyond: number[] = [];
    const redeemed = new Set<string | undefined>();
    for (const { exchange, form, answer } of tokenCalls) {
      const from = authorizations.find(({ response }) => response?.["code"] === form["code"])?.endedAt;
      if (from === undefined || redeemed.has(form["code"])) continue;
      const age = (exchange.at - from) / 1000;
      if (exchange.status === 200) {
        redeemed.add(form["code"]);
        within.push(age);
      } else if (answer?.["error"] === "invalid_grant") beyond.push(age);
    }
    return limitWithin(within, beyond, ours.codeLifetime);
  },
} satisfies Observers;

function sorted(scope: string): string {
  return scope.split(" ").sort().join(" ");
}

function secondsOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 31_536_000 ? value : undefined;
}
