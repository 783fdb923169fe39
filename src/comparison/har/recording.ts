import type { Sample } from "../evidence/evidence.ts";
import type { Json } from "../evidence/json.ts";
import { claimsOf } from "../evidence/read-claims.ts";
import { type Exchange, jsonOf, parametersOf } from "./exchange.ts";

/** An authorization request, and how it ended as far as the recording shows. */
export interface Authorization {
  readonly exchange: Exchange;
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters with which the browser was sent back; undefined if it was not. */
  readonly response: Readonly<Record<string, string>> | undefined;
  /** When it was sent back, milliseconds since 1970. */
  readonly endedAt: number | undefined;
  /** Whether the response came at once, without any page. */
  readonly atOnce: boolean;
}

/** A request to the token endpoint. Recordings of browsers have none; those of a proxy behind a server have. */
export interface TokenCall {
  readonly exchange: Exchange;
  readonly form: Readonly<Record<string, string>>;
  readonly answer: Json | undefined;
}

export interface Recording {
  readonly exchanges: readonly Exchange[];
  readonly authorizations: readonly Authorization[];
  readonly tokenCalls: readonly TokenCall[];
  /** The origins at which authorization requests arrived. */
  readonly origins: ReadonlySet<string>;
  /** Calls of pages to software on the same computer. */
  readonly localCalls: readonly Exchange[];
  /** Logout tokens as they were delivered. */
  readonly logoutCalls: readonly Exchange[];
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export function recordingOf(all: readonly Exchange[]): Recording {
  const exchanges = all.toSorted((one, other) => one.at - other.at);
  const requests = exchanges.filter(isAuthorization);
  const authorizations = requests.map((exchange, index) =>
    authorizationOf(exchange, exchanges, requests[index + 1]?.at ?? Infinity),
  );
  return {
    exchanges,
    authorizations,
    tokenCalls: exchanges.filter(isTokenCall).map((exchange) => ({
      exchange,
      form: parametersOf(exchange),
      answer: jsonOf(exchange.body),
    })),
    origins: new Set(requests.map(({ url }) => url.origin)),
    localCalls: exchanges.filter(isLocalCall),
    logoutCalls: exchanges.filter((one) => one.method === "POST" && "logout_token" in parametersOf(one)),
  };
}

/** What a recording is kept of: all else in it is of no use to a comparison. */
export function isOfUse(exchange: Exchange): boolean {
  const { mimeType } = { mimeType: exchange.responseHeaders.get("content-type") ?? "" };
  return !/^(image|font|video|audio|text\/css|(text|application)\/javascript)/.test(mimeType);
}

function isAuthorization(exchange: Exchange): boolean {
  const { response_type, client_id } = parametersOf(exchange);
  return response_type !== undefined && client_id !== undefined;
}

function isTokenCall(exchange: Exchange): boolean {
  return exchange.method === "POST" && "grant_type" in parametersOf(exchange);
}

/** A page's own call, which names its origin, to another port of this computer. */
function isLocalCall(exchange: Exchange): boolean {
  const origin = exchange.requestHeaders.get("origin");
  const { url } = exchange;
  if (origin === undefined || origin === url.origin || !loopback.test(url.hostname)) return false;
  return (
    !isTokenCall(exchange) &&
    !isAuthorization(exchange) &&
    !(exchange.responseHeaders.get("content-type") ?? "").includes("html")
  );
}

function authorizationOf(exchange: Exchange, all: readonly Exchange[], until: number): Authorization {
  const parameters = parametersOf(exchange);
  const back = all.find((one) => one.at >= exchange.at && one.at <= until && responseIn(one, parameters) !== undefined);
  return {
    exchange,
    parameters,
    response: back && responseIn(back, parameters),
    endedAt: back?.at,
    atOnce: back === exchange,
  };
}

/** The parameters of a redirect back to the relying party, with the request's state. */
function responseIn({ status, url, responseHeaders }: Exchange, request: Readonly<Record<string, string>>) {
  const location = responseHeaders.get("location");
  if (location === undefined || status < 300 || status > 399) return undefined;
  const target = URL.parse(location, url.href);
  if (target === null) return undefined;
  const found = Object.fromEntries(target.searchParams);
  if (found["code"] === undefined && found["error"] === undefined) return undefined;
  return request["state"] === undefined || found["state"] === request["state"] ? found : undefined;
}

/** The sign-ins that a proxy's recording has whole: request, token response and userinfo. */
export function samplesOf({ authorizations, tokenCalls, exchanges }: Recording): Sample[] {
  return tokenCalls.flatMap(({ exchange, form, answer }) => {
    if (exchange.status !== 200 || answer === undefined) return [];
    const request = authorizations.find(({ response }) => response?.["code"] === form["code"])?.parameters;
    const bearer = `Bearer ${String(answer["access_token"])}`;
    const userinfo = exchanges.find(({ at, status, requestHeaders }) => {
      return at >= exchange.at && status === 200 && requestHeaders.get("authorization") === bearer;
    });
    return [
      { request, tokenResponse: answer, idToken: claimsOf(answer["id_token"]), userinfo: claimsOf(userinfo?.body) },
    ];
  });
}
