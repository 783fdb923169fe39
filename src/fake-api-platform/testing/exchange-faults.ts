import { type ExchangeRequest, keys } from "./test-platform.ts";

/** One thing that is wrong with a token exchange, and what the platform answers. */
export interface ExchangeFault {
  readonly name: string;
  /** What it changes: two faults of one place cannot be had at once. */
  readonly place: string;
  readonly apply: (request: ExchangeRequest) => void;
  readonly status: number;
  readonly error: string;
  readonly description: string;
}

const seconds = (request: ExchangeRequest) => Number(request.assertion.claims["exp"]) - 300;
const fault = (
  name: string,
  place: string,
  [status, description]: [number, string],
  apply: ExchangeFault["apply"],
  error = "invalid_request",
): ExchangeFault => ({ name, place, status, error, description, apply });
const unknown =
  "An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: https://digital.nhs.uk/developer/help-and-support quoting Message ID";

/** In the order in which the platform looks for them. */
export const exchangeFaults: readonly ExchangeFault[] = [
  fault(
    "another content type",
    "content type",
    [415, "Content-Type header must be application/x-www-form-urlencoded"],
    (request) => (request.contentType = "application/json"),
  ),
  ...[undefined, "invalid"].map((value) =>
    fault(
      `${value ?? "no"} subject_token_type`,
      "flow",
      [400, "missing or invalid subject_token_type - must be 'urn:ietf:params:oauth:token-type:id_token'"],
      ({ form }) => (form["subject_token_type"] = value),
    ),
  ),
  ...[undefined, "invalid"].map((value) =>
    fault(
      `${value ?? "no"} client_assertion_type`,
      "client_assertion_type",
      [
        400,
        "Missing or invalid client_assertion_type - must be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'",
      ],
      ({ form }) => (form["client_assertion_type"] = value),
    ),
  ),
  ...[undefined, "invalid"].map((value) =>
    fault(
      `${value ?? "no"} grant_type`,
      "flow",
      [400, "grant_type is invalid"],
      ({ form }) => (form["grant_type"] = value),
    ),
  ),
  fault("no client assertion", "assertion", [400, "Missing client_assertion"], ({ form }) => {
    form["client_assertion"] = undefined;
  }),
  fault("a malformed client assertion", "assertion", [400, "Malformed JWT in client_assertion"], ({ form }) => {
    form["client_assertion"] = "invalid";
  }),
  ...["HS512", "RS256", "none", undefined].map((alg) =>
    fault(
      `a client assertion with alg ${alg}`,
      "assertion alg",
      [400, "Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512'"],
      ({ assertion }) => (assertion.header["alg"] = alg),
    ),
  ),
  fault(
    "an expired client assertion",
    "assertion exp",
    [400, "Invalid 'exp' claim in client_assertion JWT - JWT has expired"],
    (request) => (request.assertion.claims["exp"] = seconds(request) - 20),
  ),
  fault(
    "a client assertion without kid",
    "assertion kid",
    [400, "Missing 'kid' header in client_assertion JWT"],
    ({ assertion }) => delete assertion.header["kid"],
  ),
  ...["invalid", undefined].map((typ) =>
    fault(
      `a client assertion with typ ${typ}`,
      "assertion typ",
      [400, "Invalid 'typ' header in client_assertion JWT - must be 'JWT'"],
      ({ assertion }) => (assertion.header["typ"] = typ),
    ),
  ),
  fault(
    "a client assertion without exp",
    "assertion exp",
    [400, "Missing 'exp' claim in client_assertion JWT"],
    ({ assertion }) => delete assertion.claims["exp"],
  ),
  fault(
    "a client assertion with exp as text",
    "assertion exp",
    [400, "Invalid 'exp' claim in client_assertion JWT - must be an integer"],
    ({ assertion }) => (assertion.claims["exp"] = String(assertion.claims["exp"])),
  ),
  ...(["iss", "sub"] as const).flatMap((claim) =>
    ["other", undefined].map((value) =>
      fault(
        `a client assertion with ${claim} ${value}`,
        "assertion iss/sub",
        [400, "Missing or non-matching 'iss'/'sub' claims in client_assertion JWT"],
        ({ assertion }) => (assertion.claims[claim] = value),
      ),
    ),
  ),
  fault(
    "a client assertion without jti",
    "assertion jti",
    [400, "Missing 'jti' claim in client_assertion JWT"],
    ({ assertion }) => delete assertion.claims["jti"],
  ),
  fault(
    "a client assertion with a number as jti",
    "assertion jti",
    [400, "Invalid 'jti' claim in client_assertion JWT - must be a unique string value such as a GUID"],
    ({ assertion }) => (assertion.claims["jti"] = 1234567890),
  ),
  fault(
    "a client assertion sent before",
    "assertion jti",
    [400, "Non-unique 'jti' claim in client_assertion JWT"],
    ({ assertion }) => (assertion.claims["jti"] = "sent before"),
  ),
  fault(
    "a client assertion for more than five minutes",
    "assertion exp",
    [400, "Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future"],
    (request) => (request.assertion.claims["exp"] = seconds(request) + 311),
  ),
  ...["unheard-of", "revoked"].map((app) =>
    fault(
      `the app ${app}`,
      "assertion iss/sub",
      [401, "Invalid 'iss'/'sub' claims in client_assertion JWT"],
      ({ assertion }) => (assertion.claims["iss"] = assertion.claims["sub"] = app),
    ),
  ),
  ...(
    [
      [
        "no-key",
        "You need to register a public key to use this authentication method - please contact support to configure",
      ],
      ["unreachable", "The JWKS endpoint, for your client_assertion can't be reached"],
      ["no-path", "The JWKS endpoint, for your client_assertion can't be reached"],
    ] as const
  ).map(([app, description]) =>
    fault(
      `the app ${app}`,
      "assertion iss/sub",
      [403, description],
      ({ assertion }) => (assertion.claims["iss"] = assertion.claims["sub"] = app),
      "public_key error",
    ),
  ),
  fault(
    "a client assertion with an unknown kid",
    "assertion kid",
    [401, "Invalid 'kid' header in client_assertion JWT - no matching public key"],
    ({ assertion }) => (assertion.header["kid"] = "invalid"),
  ),
  fault(
    "a client assertion signed with another key",
    "assertion key",
    [401, "JWT signature verification failed"],
    ({ assertion }) => (assertion.key = keys.foreign),
    "public_key error",
  ),
  fault(
    "an app with another key of that name",
    "assertion iss/sub",
    [401, "JWT signature verification failed"],
    ({ assertion }) => (assertion.claims["iss"] = assertion.claims["sub"] = "other-key"),
    "public_key error",
  ),
  ...["invalid", undefined].map((aud) =>
    fault(
      `a client assertion with aud ${aud}`,
      "assertion aud",
      [401, "Missing or invalid 'aud' claim in client_assertion JWT"],
      ({ assertion }) => (assertion.claims["aud"] = aud),
    ),
  ),
  fault("no subject token", "subject", [400, "Missing subject_token"], ({ form }) => {
    form["subject_token"] = undefined;
  }),
  fault("a malformed subject token", "subject", [400, "Malformed JWT in subject_token"], ({ form }) => {
    form["subject_token"] = "invalid";
  }),
  fault(
    "a subject token without kid",
    "subject kid",
    [400, "Missing 'kid' header in subject_token JWT"],
    ({ subject }) => {
      delete subject.header["kid"];
    },
  ),
  ...["invalid", undefined].map((typ) =>
    fault(
      `a subject token with typ ${typ}`,
      "subject typ",
      [400, "Invalid 'typ' header in subject_token JWT - must be 'JWT'"],
      ({ subject }) => (subject.header["typ"] = typ),
    ),
  ),
  fault(
    "a subject token without alg",
    "subject alg",
    [400, "Missing 'alg' header in subject_token JWT"],
    ({ subject }) => {
      delete subject.header["alg"];
    },
  ),
  fault(
    "a subject token without exp",
    "subject exp",
    [400, "Missing 'exp' claim in subject_token JWT"],
    ({ subject }) => {
      delete subject.claims["exp"];
    },
  ),
  fault(
    "a subject token with exp as text",
    "subject exp",
    [400, "Invalid 'exp' claim in subject_token JWT - must be an integer"],
    ({ subject }) => (subject.claims["exp"] = String(subject.claims["exp"])),
  ),
  fault(
    "an expired subject token",
    "subject exp",
    [400, "Invalid 'exp' claim in subject_token JWT - JWT has expired"],
    (request) => (request.subject.claims["exp"] = seconds(request) - 1),
  ),
  fault(
    "a subject token without iss",
    "subject iss",
    [400, "Missing 'iss' claim in subject_token JWT"],
    ({ subject }) => {
      delete subject.claims["iss"];
    },
  ),
  fault(
    "a subject token without aud",
    "subject aud",
    [401, "Missing 'aud' claim in subject_token JWT"],
    ({ subject }) => {
      delete subject.claims["aud"];
    },
  ),
  fault(
    "a subject token of another issuer",
    "subject iss",
    [400, "Missing or non-matching 'iss' claim in subject_token JWT"],
    ({ subject }) => (subject.claims["iss"] = "https://cis2.test"),
  ),
  ...["HS256", "none"].map((alg) =>
    fault(
      `a subject token with alg ${alg}`,
      "subject alg",
      [401, unknown],
      ({ subject }) => (subject.header["alg"] = alg),
      "unknown_error",
    ),
  ),
  fault(
    "a subject token with an unknown kid",
    "subject kid",
    [401, "Invalid 'kid' header in subject_token JWT - no matching public key"],
    ({ subject }) => (subject.header["kid"] = "invalid"),
  ),
  fault(
    "a subject token signed with another key",
    "subject key",
    [401, "JWT signature verification failed"],
    ({ subject }) => (subject.key = keys.foreign),
    "public_key error",
  ),
  fault(
    "a level for which the app has no scope",
    "level",
    [
      401,
      "you have tried to request authorization but your application is not configured to use this authorization grant type",
    ],
    ({ subject }) => (subject.claims["authentication_assurance_level"] = 1),
    "unauthorized_client",
  ),
];
