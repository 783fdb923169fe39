import assert from "node:assert/strict";
import { type SigningKey, signJwt } from "../../../src/pki/keys/signed-jwt.ts";

type JwtName = "client assertion" | "subject token" | "logout token";

/** A JWT before it is signed, so that anything in it can be wrong. */
interface UnsignedJwt {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  key: Pick<SigningKey, "privateKey">;
}

/** A request to the API platform with all that may be wrong with it. */
export interface PlatformRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  contentType: string | undefined;
  readonly parameters: Record<string, string | undefined>;
  readonly jwts: Partial<Record<JwtName, UnsignedJwt>>;
}

const formFields = {
  "client assertion": "client_assertion",
  "subject token": "subject_token",
  "logout token": "logout_token",
} satisfies Record<JwtName, string>;

/** The form or query, with its JWTs signed. */
export function encodeRequest({ parameters, jwts }: PlatformRequest): URLSearchParams {
  const signed = Object.entries(jwts).map(
    ([name, { header, claims, key }]) => [formFields[name as JwtName], signJwt(header, claims, key)] as const,
  );
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...Object.fromEntries(signed), ...parameters })) {
    if (value !== undefined) encoded.append(name, value);
  }
  return encoded;
}

/**
 * Makes one part of a request something else, as features say it: the part is `form field X`, `client assertion header X`,
 * `subject token claim X`, `client assertion key` or `content type`.
 * @param value - `left out`, `another`, `20 s ago`, `300 s ahead`, the same `as text`, or JSON
 */
export function changeRequest(
  request: PlatformRequest,
  part: string,
  value: string,
  { now, another }: { now: number; another: SigningKey },
): void {
  if (part === "content type") {
    request.contentType = value;
    return;
  }
  const [, field] = /^form field (\S+)$/.exec(part) ?? [];
  if (field !== undefined) {
    const content = valueOf(value, now);
    request.parameters[field] = typeof content === "number" ? String(content) : (content as string | undefined);
    return;
  }
  const [, name, kind, member = ""] = /^(.+) (header|claim|claims|key)(?: (\S+))?$/.exec(part) ?? [];
  const jwt = request.jwts[name as JwtName] ?? assert.fail(`no request has the part "${part}"`);
  if (kind === "key") {
    assert.equal(value, "another", `a key can only be "another", and not "${value}"`);
    jwt.key = another;
    return;
  }
  for (const one of member.split("+")) (kind === "header" ? jwt.header : jwt.claims)[one] = valueOf(value, now);
}

function valueOf(value: string, now: number): unknown {
  if (value === "left out") return undefined;
  const [, seconds, direction, asText] = /^(\d+) s (ago|ahead)( as text)?$/.exec(value) ?? [];
  if (seconds === undefined) return JSON.parse(value);
  const time = now + (direction === "ago" ? -1 : 1) * Number(seconds);
  return asText === undefined ? time : String(time);
}
