import type { TimelineStep } from "../../../control-api/index.ts";
import type { JournalEntry } from "../../../fake-cis2/index.ts";
import type { Noted } from "./sign-in-record.ts";

type RequestEntry = Extract<JournalEntry, { type: "request" }>;

const pageActions: Readonly<Record<string, string>> = {
  "": "Looks at the sign-in page",
  authenticator: "Chooses how to sign in",
  challenge: "Asks for a challenge for the card",
  assertion: "Sends what the card signed",
  role: "Chooses a role",
  cancel: "Cancels the sign-in",
};
const fromRelyingParty: Readonly<Record<string, string>> = {
  token: "Asks for tokens",
  userinfo: "Asks for userinfo",
};

/** A request to CIS2 as a step. Undefined for what is no part of a sign-in: style sheets, discovery, keys. */
export function httpStep(entry: RequestEntry): Noted | undefined {
  const { endpoint, network, clientId } = entry;
  const joins = [...(entry.joins ?? []), ...sessionOf(entry)];
  const facts = { network, clientId };
  if (endpoint === "authorization") {
    const step = stepOf(entry, "browser", "Asks CIS2 to sign in");
    return { joins, step, facts: { ...facts, ...sentBack(entry) }, opens: true };
  }
  if (endpoint === "resume") {
    const uid = /\/([\w-]+)$/.exec(withoutQuery(entry.path))?.[1];
    const step = stepOf(entry, "browser", "Goes on at CIS2");
    return { joins: uid === undefined ? joins : [uid, ...joins], step, facts: { ...facts, ...sentBack(entry) } };
  }
  const [, uid, action = ""] = /^\/sign-in\/([\w-]+)(?:\/([\w-]+))?$/.exec(withoutQuery(entry.path)) ?? [];
  if (uid !== undefined) {
    // CIS2's own step says what it refused.
    const { refused: _, ...step } = stepOf(entry, "browser", pageActions[action] ?? "Calls CIS2");
    return { joins: [uid], step, facts: { network } };
  }
  const line = endpoint === undefined ? undefined : fromRelyingParty[endpoint];
  if (line !== undefined) {
    const outcome = endpoint === "token" && isSuccess(entry) ? { outcome: "signed in" as const } : {};
    return { joins, step: stepOf(entry, "relying party", line), facts: { clientId, ...outcome } };
  }
  return joins.length === 0 ? undefined : { joins, step: stepOf(entry, "browser", `Calls ${endpoint ?? "CIS2"}`) };
}

function stepOf(entry: RequestEntry, place: TimelineStep["place"], did: string): NonNullable<Noted["step"]> {
  const { at, milliseconds, location, status } = entry;
  const error =
    entry.error ??
    (location === undefined ? null : URL.parse(location, "http://path.invalid")?.searchParams.get("error"));
  const came = error ?? (status >= 400 || status === 0 ? `HTTP ${status}` : undefined);
  return {
    at: new Date(Date.parse(at) - milliseconds).toISOString(),
    milliseconds,
    place,
    line: came === undefined ? `${did}${onward(location)}` : `${did}: ${came}`,
    detail: exchange(entry),
    ...(came === undefined ? {} : { refused: { code: came } }),
  };
}

/** Whether the browser goes to the relying party now. */
function sentBack({ location }: RequestEntry): { outcome?: "sent back" } {
  return location !== undefined && /[?&]code=/.test(location) ? { outcome: "sent back" } : {};
}

function onward(location: string | undefined): string {
  const to = location === undefined ? null : URL.parse(location);
  return to === null ? "" : `, and is sent on to ${to.origin}${to.pathname}`;
}

function exchange(entry: RequestEntry): string {
  const { method, path, parameters, authentication, status, error, location, milliseconds, userAgent, tls } = entry;
  const rows = Object.entries(parameters ?? {}).map(([name, value]) => `  ${name}: ${textOf(value)}`);
  const { method: by, ...claims } = authentication ?? { method: undefined };
  return [
    `${method} ${parameters === undefined ? path : withoutQuery(path)}`,
    ...rows,
    ...(by === undefined ? [] : [`  authenticated by ${by}`]),
    ...Object.entries(claims).map(([name, value]) => `  client assertion, ${name}: ${textOf(value)}`),
    ...(userAgent === undefined ? [] : [`  user-agent: ${userAgent}`]),
    status === 0 ? "no answer" : `answered ${status}${error === undefined ? "" : ` ${error}`} in ${milliseconds} ms`,
    ...(location === undefined ? [] : [`  location: ${location}`]),
    ...(tls === undefined ? [] : [`  ${tls}`]),
  ].join("\n");
}

function sessionOf({ issued }: RequestEntry): readonly string[] {
  return typeof issued?.sid === "string" ? [`sid:${issued.sid}`] : [];
}

function isSuccess({ status, error }: RequestEntry): boolean {
  return status >= 200 && status < 300 && error === undefined;
}

function withoutQuery(path: string): string {
  return path.split("?")[0] ?? "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
