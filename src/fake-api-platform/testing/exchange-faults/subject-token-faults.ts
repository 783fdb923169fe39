import { keys } from "../test-platform.ts";
import { type ExchangeFault, fault, madeAt } from "./exchange-fault.ts";

const unknown =
  "An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: https://digital.nhs.uk/developer/help-and-support quoting Message ID";

/** In the order in which the platform looks for them. */
export const subjectTokenFaults: readonly ExchangeFault[] = [
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
    (request) => (request.subject.claims["exp"] = madeAt(request) - 1),
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
];
