import { invalidRequest, type Refusal } from "../errors/refusal.ts";
import type { UnverifiedJwt } from "../jwt/read-jwt.ts";

/** What is known of a client assertion before its signature is checked. */
export interface ReceivedClientAssertion {
  readonly jwt: UnverifiedJwt;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether this app has sent its `jti` before. */
  readonly seenBefore: boolean;
}

type Check = (assertion: ReceivedClientAssertion) => string | undefined;
const allowedAheadSeconds = 310;

/** The checks of the platform's validate-client-assertion-claims.js, in their order: the first that fails answers. */
const clientAssertionChecks = {
  algorithm: ({ jwt: { header } }) =>
    header["alg"] === "RS512" ? undefined : invalid("alg", "header", "unsupported JWT algorithm - must be 'RS512'"),
  // As in JavaScript: a string of digits is a number here, and null is 1970.
  notExpired: ({ jwt: { payload }, now }) =>
    now > Number(payload["exp"]) * 1000 ? invalid("exp", "claim", "JWT has expired") : undefined,
  keyId: ({ jwt: { header } }) => (header["kid"] ? undefined : missing("kid", "header")),
  type: ({ jwt: { header } }) => (isJwtType(header["typ"]) ? undefined : invalid("typ", "header", "must be 'JWT'")),
  expiry: ({ jwt: { payload } }) => (payload["exp"] ? undefined : missing("exp", "claim")),
  expiryType: ({ jwt: { payload } }) =>
    typeof payload["exp"] === "number" ? undefined : invalid("exp", "claim", "must be an integer"),
  issuerAndSubject: ({ jwt: { payload } }) =>
    // Loosely, as on the platform: 1 is true.
    payload["iss"] && payload["sub"] && payload["iss"] == payload["sub"]
      ? undefined
      : "Missing or non-matching 'iss'/'sub' claims in client_assertion JWT",
  tokenId: ({ jwt: { payload } }) => (payload["jti"] ? undefined : missing("jti", "claim")),
  tokenIdType: ({ jwt: { payload } }) =>
    typeof payload["jti"] === "string"
      ? undefined
      : invalid("jti", "claim", "must be a unique string value such as a GUID"),
  notReplayed: ({ seenBefore }) => (seenBefore ? replayed : undefined),
  notTooLong: ({ jwt: { payload }, now }) =>
    Number(payload["exp"]) - now / 1000 > allowedAheadSeconds
      ? invalid("exp", "claim", "more than 5 minutes in future")
      : undefined,
} satisfies Record<string, Check>;

const replayed = "Non-unique 'jti' claim in client_assertion JWT";

/** The refusal of the first check that fails. */
export function clientAssertionProblem(assertion: ReceivedClientAssertion): Refusal | undefined {
  for (const check of Object.values(clientAssertionChecks)) {
    const description = check(assertion);
    if (description !== undefined) return invalidRequest(description);
  }
  return undefined;
}

export function clientAssertionReplayed(): Refusal {
  return invalidRequest(replayed);
}

export function isJwtType(type: unknown): boolean {
  return typeof type === "string" && type.toLowerCase() === "jwt";
}

function missing(name: string, part: "header" | "claim"): string {
  return `Missing '${name}' ${part} in client_assertion JWT`;
}

function invalid(name: string, part: "header" | "claim", reason: string): string {
  return `Invalid '${name}' ${part} in client_assertion JWT - ${reason}`;
}
