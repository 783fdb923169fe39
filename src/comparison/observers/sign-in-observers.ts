import { X509Certificate } from "node:crypto";
import type { Settings } from "../../fake-cis2/index.ts";
import { scopesOf } from "../evidence/evidence.ts";
import { isJson, type Json } from "../evidence/json.ts";
import { claimsOf } from "../evidence/read-claims.ts";
import { type Exchange, jsonOf, parametersOf } from "../har/exchange.ts";
import { answeredAt, cookiesOf } from "../shapes/cookies.ts";
import { agreed, limitWithin, type Observers, type Scene } from "./observer.ts";

const dayMs = 86_400_000;

/** Signing in, sessions and the clock. */
export const signInObservers = {
  withoutRoles: ({ recording, evidence }) => {
    const refused = recording.authorizations.flatMap(({ response }) =>
      /\bno roles\b/i.test(response?.["error_description"] ?? "") ? ["refuse" as const] : [],
    );
    const continued = evidence.samples.flatMap((sample) => {
      const roles = sample.userinfo?.claims["nhsid_nrbac_roles"];
      const scopes = scopesOf(sample);
      const none = Array.isArray(roles) ? roles.length === 0 : roles === undefined && scopes?.has("nationalrbacaccess");
      return none && sample.userinfo && scopes?.has("selectedrole") ? ["continue" as const] : [];
    });
    return agreed([...refused, ...continued]);
  },
  roleAfterReauthentication: ({ recording: { authorizations, exchanges } }) => {
    const asked = authorizations.filter(({ parameters, response }) => {
      return / ?selectedrole/.test(parameters["scope"] ?? "") && response?.["code"] !== undefined;
    });
    const chose = asked.map(({ exchange, endedAt = Infinity }) =>
      exchanges.some((one) => one.at >= exchange.at && one.at <= endedAt && choosesRole(one)),
    );
    if (chose[0] !== true) return undefined;
    const again = asked.flatMap(({ parameters }, index) =>
      index > 0 && parameters["prompt"] === "login" ? [chose[index] ? ("ask" as const) : ("keep" as const)] : [],
    );
    return agreed(again);
  },
  defaultAcr: ({ evidence }) =>
    agreed(
      evidence.samples.map(({ request, idToken }) => {
        const acr = idToken?.claims["acr"];
        const asked = request === undefined || request["acr_values"] !== undefined;
        return asked || typeof acr !== "string" || !/^[A-Z0-9_]+$/.test(acr) ? undefined : acr;
      }),
    ),
  acrBySmartcard: ({ evidence, ours }) => {
    const table = structuredClone(ours.acrBySmartcard);
    let seen = false;
    for (const { request, idToken } of evidence.samples) {
      const asked = request?.["acr_values"];
      const acr = idToken?.claims["acr"];
      const client = clientOf(idToken?.claims ?? {}, ours);
      if (asked === undefined || !/^[A-Z0-9_]+$/.test(asked) || typeof acr !== "string" || client === undefined)
        continue;
      seen = true;
      const satisfied = table[client];
      if (acr === asked && !satisfied.includes(asked)) table[client] = [...satisfied, asked];
      if (acr !== asked) table[client] = satisfied.filter((one) => one !== asked);
    }
    return seen ? table : undefined;
  },
  identityAgentRefusedFrom: ({ evidence, recording, ours }) => {
    const from = Date.parse(ours.identityAgentRefusedFrom);
    const agent = evidence.samples.flatMap(({ idToken }) => {
      const at = idToken?.claims["iat"];
      const isAgent = String(idToken?.claims["amr"]) === String(ours.amr["identity-agent"]);
      return isAgent && typeof at === "number" ? [at * 1000] : [];
    });
    const refused = recording.exchanges.flatMap((one) => (errorCode(one) === "CLIENT_RETIRED" ? [one.at] : []));
    if (agent.length + refused.length === 0) return undefined;
    if (agent.some((at) => at >= from)) return new Date(Math.max(...agent) + dayMs).toISOString();
    if (refused.some((at) => at < from)) return new Date(Math.min(...refused)).toISOString();
    return ours.identityAgentRefusedFrom;
  },
  signInLifetime: (scene) =>
    snapped(
      lifetimeOfCookie(scene, (path) => path !== "/"),
      scene.ours.signInLifetime,
    ),
  challengeLifetime: ({ recording, ours }) => {
    const lifetimes = recording.exchanges.flatMap((one) => {
      const { challenge, expiresAt } = jsonOf(one.body) ?? {};
      const end = typeof expiresAt === "string" ? Date.parse(expiresAt) : Number.NaN;
      return challenge === undefined || Number.isNaN(end) ? [] : [Math.floor((end - answeredAt(one)) / 1000)];
    });
    // A slow answer makes it look longer, never shorter.
    return lifetimes.length === 0 ? undefined : snapped(Math.max(1, Math.min(...lifetimes)), ours.challengeLifetime);
  },
  sessionIdleLifetime: (scene) =>
    snapped(
      lifetimeOfCookie(scene, (path) => path === "/"),
      scene.ours.sessionIdleLifetime,
    ),
  sessionLifetime: ({ recording: { authorizations }, ours }) => {
    const within: number[] = [];
    const beyond: number[] = [];
    let began: number | undefined;
    for (const { exchange, parameters, response, atOnce, endedAt } of authorizations) {
      if (response?.["code"] === undefined) continue;
      // A browser without cookies is another one.
      if (began !== undefined && !asksAnyway(parameters) && exchange.requestHeaders.has("cookie")) {
        const age = (exchange.at - began) / 1000;
        if (atOnce) within.push(age);
        else if (age < ours.sessionIdleLifetime) beyond.push(age);
      }
      if (!atOnce) began = endedAt;
    }
    return limitWithin(within, beyond, ours.sessionLifetime);
  },
  renewalNoticeDays: ({ recording, ours }) => {
    const within: number[] = [];
    const beyond: number[] = [];
    let days: number | undefined;
    for (const one of recording.exchanges) {
      days = certificateDays(one) ?? days;
      const { step, notices = [] } = jsonOf(one.body) ?? {};
      if (step === undefined || days === undefined || one.method !== "POST" || !Array.isArray(notices)) continue;
      const shown = notices.some((notice) => isJson(notice) && notice["code"] === "CERTIFICATE_EXPIRING");
      (shown ? within : beyond).push(days);
      days = undefined;
    }
    return limitWithin(within, beyond, ours.renewalNoticeDays);
  },
  unlockEmailDomains: ({ recording, ours }) => {
    const refused = recording.exchanges.some((one) => errorCode(one) === "UNLOCK_EMAIL_UNUSABLE");
    const sent = recording.exchanges.some((one) => jsonOf(one.body)?.["sentTo"] !== undefined);
    if (refused && ours.unlockEmailDomains.length === 0) return ["to-be-completed.invalid"];
    return refused || sent ? ours.unlockEmailDomains : undefined;
  },
  logoutRetries: ({ recording, ours }) => {
    const byToken = Map.groupBy(recording.logoutCalls, (one) => {
      const { sub, sid, aud } = claimsOf(parametersOf(one)["logout_token"])?.claims ?? {};
      return JSON.stringify([sub, sid, aud]);
    });
    const [longest] = [...byToken.values()].sort((one, other) => other.length - one.length);
    if (longest === undefined || longest.length < 2) return undefined;
    const intervals = longest
      .slice(1)
      .map(({ at }, index) => Math.max(1, Math.round((at - (longest[index]?.at ?? at)) / 1000)));
    const same = intervals.every((interval, index) => interval === ours.logoutRetries[index]);
    return same ? ours.logoutRetries : [...intervals, ...ours.logoutRetries.slice(intervals.length)];
  },
} satisfies Observers;

/** Whether the person is asked again however young the session is. */
function asksAnyway({ prompt, max_age, scope = "" }: Readonly<Record<string, string>>): boolean {
  return prompt !== undefined || max_age !== undefined || scope.includes("changedrole");
}

function choosesRole(exchange: Exchange): boolean {
  if (exchange.method !== "POST") return false;
  const fields = { ...parametersOf(exchange), ...jsonOf(exchange.requestBody) };
  return Object.keys(fields).some((name) => /role_?id|selectedRole/i.test(name));
}

function clientOf({ amr }: Json, ours: Settings): keyof Settings["acrBySmartcard"] | undefined {
  const clients = ["smartcard-connect", "identity-agent"] as const;
  return clients.find((client) => String(ours.amr[client]) === String(amr));
}

function errorCode({ body }: Exchange): unknown {
  const error = jsonOf(body)?.["error"];
  return isJson(error) ? error["code"] : undefined;
}

/** The difference of two times that are in whole seconds, and of which one was noted a little later. */
function snapped(seconds: number | undefined, ours: number): number | undefined {
  return seconds !== undefined && Math.abs(seconds - ours) <= 2 ? ours : seconds;
}

/** How long the cookies last that the provider sets, seconds; none if they last as long as the browser. */
function lifetimeOfCookie({ recording }: Scene, isOfPath: (path: string) => boolean): number | undefined {
  const lifetimes = recording.exchanges
    .filter(({ url }) => recording.origins.has(url.origin))
    .flatMap((one) =>
      cookiesOf(one).flatMap(({ path, lifetime }) =>
        isOfPath(path) && lifetime !== undefined && lifetime > 0 ? [lifetime] : [],
      ),
    );
  return lifetimes.length === 0 ? undefined : Math.max(...lifetimes);
}

/** Days until the certificate of an assertion expires. */
function certificateDays({ requestBody, at }: Exchange): number | undefined {
  const certificate = jsonOf(requestBody)?.["unverifiedCertificate"];
  if (typeof certificate !== "string") return undefined;
  try {
    return (new X509Certificate(Buffer.from(certificate, "base64")).validToDate.getTime() - at) / dayMs;
  } catch {
    return undefined;
  }
}
