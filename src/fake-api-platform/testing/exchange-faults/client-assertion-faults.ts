import { keys } from "../test-platform.ts";
import { type ExchangeFault, fault, madeAt } from "./exchange-fault.ts";

/** In the order in which the platform looks for them. */
export const clientAssertionFaults: readonly ExchangeFault[] = [
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
    (request) => (request.assertion.claims["exp"] = madeAt(request) - 20),
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
    (request) => (request.assertion.claims["exp"] = madeAt(request) + 311),
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
];
