import { decodeJwt } from "jose";
import type { TokenCall } from "../har/recording.ts";
import { agreed, limitWithin, type Observers } from "./observer.ts";

const documentedDescriptions: Readonly<Record<string, readonly string[]>> = {
  invalid_grant: ["The provided access grant is invalid, expired, or revoked."],
  invalid_client: ["JWT is not valid"],
};

/** What is asked of authorization and token requests. */
export const requestObservers = {
  mandatoryScope: ({ recording: { authorizations, tokenCalls } }) =>
    agreed(
      authorizations.map(({ parameters, response }) => {
        const scopes = (parameters["scope"] ?? "").split(" ");
        if (response === undefined || !scopes.includes("oidc") || scopes.includes("openid")) return undefined;
        if (response["error"] !== undefined) return "openid";
        // A code alone says little: a provider may ignore a scope that it does not know, and then gives no ID token.
        const call = tokenCalls.find(({ form, answer }) => form["code"] === response["code"] && answer !== undefined);
        return call && (call.answer?.["id_token"] === undefined ? "openid" : "oidc");
      }),
    ),
  omittedRedirectUri: ({ recording }) =>
    agreed(
      recording.authorizations.map(({ parameters, exchange, response }) => {
        if (parameters["redirect_uri"] !== undefined || exchange.status === 0) return undefined;
        return exchange.status >= 400 ? "refused" : response?.["code"] === undefined ? undefined : "accepted";
      }),
    ),
  pkce: ({ recording }) =>
    agreed(
      recording.authorizations.map(({ parameters, response }) => {
        if (parameters["code_challenge"] !== undefined || response === undefined) return undefined;
        if (response["code"] !== undefined) return "accepted";
        return /PKCE|code_challenge/i.test(response["error_description"] ?? "") ? "required" : undefined;
      }),
    ),
  clientAssertionReplay: ({ recording }) => {
    const used = new Set<string>();
    const outcomes = recording.tokenCalls.map((call) => {
      const assertion = call.form["client_assertion"];
      if (assertion === undefined) return undefined;
      if (used.has(assertion)) return isAuthenticated(call) ? "accepted" : "refused";
      if (isAuthenticated(call)) used.add(assertion);
      return undefined;
    });
    return agreed(outcomes);
  },
  clientAssertionMaximumAhead: ({ recording, ours }) => {
    const within: number[] = [];
    const beyond: number[] = [];
    for (const call of firstUses(recording.tokenCalls)) {
      const ahead = secondsAhead(call);
      if (ahead !== undefined && ahead > 0) (isAuthenticated(call) ? within : beyond).push(ahead);
    }
    // A refusal can have another reason, unless an assertion of the same recording was taken that ended sooner.
    const shorter = beyond.filter((ahead) => within.some((one) => one < ahead));
    if (ours.clientAssertionMaximumAhead === 0 && shorter.length === 0) return within.length > 0 ? 0 : undefined;
    const limit = limitWithin(within.map(withoutClockSkew), shorter, ours.clientAssertionMaximumAhead || Infinity);
    return limit !== undefined && limit > ours.clientAssertionMaximumAhead && shorter.length === 0 ? 0 : limit;
  },
  otherTokenEndpointAuthMethod: ({ recording }) => {
    const outcomes = new Map<string, Set<string>>();
    for (const call of recording.tokenCalls) {
      const used = methodOf(call);
      if (used === undefined) continue;
      const seen = outcomes.get(used.client) ?? new Set();
      outcomes.set(used.client, seen.add(`${used.method} ${isAuthenticated(call) ? "taken" : "refused"}`));
    }
    return agreed(
      [...outcomes.values()].map((seen) => {
        const [post, basic] = [seen.has("post taken"), seen.has("basic taken")];
        if (post && basic) return "accepted";
        return (post && seen.has("basic refused")) || (basic && seen.has("post refused")) ? "refused" : undefined;
      }),
    );
  },
  tokenRequestFromBrowser: ({ recording }) =>
    agreed(
      recording.tokenCalls.map(({ exchange, answer }) => {
        if (!exchange.requestHeaders.has("origin") || exchange.status === 0) return undefined;
        if (exchange.status === 200) return "accepted";
        return answer?.["error"] === "invalid_request" ? "refused" : undefined;
      }),
    ),
  errorDescriptions: ({ recording }) =>
    agreed(
      recording.tokenCalls.map(({ answer, form }) => {
        const documented = documentedDescriptions[String(answer?.["error"])];
        if (documented === undefined) return undefined;
        if (answer?.["error"] === "invalid_client" && form["client_assertion"] === undefined) return undefined;
        return documented.includes(String(answer?.["error_description"])) ? "documented" : "detailed";
      }),
    ),
} satisfies Observers;

/** Whether the client was known: a code can be refused all the same. */
function isAuthenticated({ exchange, answer }: TokenCall): boolean {
  return exchange.status === 200 || answer?.["error"] === "invalid_grant";
}

/** An assertion that was used before is refused for that. */
function firstUses(calls: readonly TokenCall[]): readonly TokenCall[] {
  const used = new Set<string>();
  return calls.filter(({ form }) => {
    const assertion = form["client_assertion"] ?? "";
    return !used.has(assertion) && used.add(assertion);
  });
}

/** How far ahead of the request the client assertion expires, seconds. */
function secondsAhead({ exchange, form }: TokenCall): number | undefined {
  try {
    const { exp } = decodeJwt(form["client_assertion"] ?? "");
    return exp === undefined ? undefined : exp - exchange.at / 1000;
  } catch {
    return undefined;
  }
}

/** Both clocks may be a little off. */
function withoutClockSkew(ahead: number): number {
  return Math.max(0, ahead - 10);
}

function methodOf({ exchange, form }: TokenCall): { readonly client: string; readonly method: string } | undefined {
  const [scheme, credentials = ""] = (exchange.requestHeaders.get("authorization") ?? "").split(" ");
  if (/^basic$/i.test(scheme ?? "")) {
    const [client = ""] = Buffer.from(credentials, "base64").toString().split(":");
    return { client: decodeURIComponentOr(client), method: "basic" };
  }
  const { client_id: client, client_secret: secret } = form;
  return client !== undefined && secret !== undefined ? { client, method: "post" } : undefined;
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
