import { invalidRequest, type Refusal, unknownError } from "../errors/refusal.ts";
import { readJwt, type UnverifiedJwt } from "../jwt/read-jwt.ts";
import { isJwtType } from "./client-assertion-checks.ts";

export interface ReceivedSubjectToken {
  readonly jwt: UnverifiedJwt;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type Check = (token: ReceivedSubjectToken) => Refusal | undefined;

/** The checks of the platform's validate-subject-token-claims.js, in their order: the first that fails answers. */
const subjectTokenChecks = {
  keyId: ({ jwt: { header } }) => (header["kid"] ? undefined : missing("kid", "header")),
  type: ({ jwt: { header } }) =>
    isJwtType(header["typ"]) ? undefined : invalid("Invalid 'typ' header in subject_token JWT - must be 'JWT'"),
  algorithm: ({ jwt: { header } }) => (header["alg"] ? undefined : missing("alg", "header")),
  expiry: ({ jwt: { payload } }) => (payload["exp"] ? undefined : missing("exp", "claim")),
  expiryType: ({ jwt: { payload } }) =>
    typeof payload["exp"] === "number"
      ? undefined
      : invalid("Invalid 'exp' claim in subject_token JWT - must be an integer"),
  notExpired: ({ jwt: { payload }, now }) =>
    now > Number(payload["exp"]) * 1000
      ? invalid("Invalid 'exp' claim in subject_token JWT - JWT has expired")
      : undefined,
  issuer: ({ jwt: { payload } }) => (payload["iss"] ? undefined : missing("iss", "claim")),
  audience: ({ jwt: { payload } }) => (payload["aud"] ? undefined : missing("aud", "claim", 401)),
} satisfies Record<string, Check>;

/** The refusal of the first check that fails, on the token and then on the token of the person who acts for its subject. */
export function subjectTokenProblem(token: ReceivedSubjectToken): Refusal | undefined {
  for (const check of Object.values(subjectTokenChecks)) {
    const refusal = check(token);
    if (refusal) return refusal;
  }
  return actingPersonProblem(token.jwt.payload);
}

/** Delegation: only a token with an NHS number may name another in `act.sub`. */
function actingPersonProblem({ act, nhs_number: subject }: UnverifiedJwt["payload"]): Refusal | undefined {
  const compact = typeof act === "object" && act !== null && "sub" in act ? act.sub : undefined;
  if (!subject || typeof compact !== "string" || compact === "") return undefined;
  const jwt = readJwt(compact);
  if (jwt === undefined) return unknownError(401);
  const { header, payload } = jwt;
  const absent = (name: string, part: string) => invalid(`Missing '${name}' ${part} in act.sub JWT`);
  if (!header["kid"]) return absent("kid", "header");
  if (!isJwtType(header["typ"])) return invalid("Invalid 'typ' header in act.sub JWT - must be 'JWT'");
  if (!header["alg"]) return absent("alg", "header");
  if (!payload["exp"]) return absent("exp", "claim");
  if (typeof payload["exp"] !== "number") return invalid("Invalid 'exp' claim in act.sub JWT - must be an integer");
  const name = ["iss", "aud", "nhs_number"].find((claim) => !payload[claim]);
  return name === undefined ? undefined : absent(name, "claim");
}

const invalid = (description: string) => invalidRequest(description);

function missing(name: string, part: "header" | "claim", status = 400): Refusal {
  return invalidRequest(`Missing '${name}' ${part} in subject_token JWT`, status);
}
