import { clientAssertionFaults } from "./client-assertion-faults.ts";
import { type ExchangeFault, fault } from "./exchange-fault.ts";
import { subjectTokenFaults } from "./subject-token-faults.ts";

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
  ...clientAssertionFaults,
  ...subjectTokenFaults,
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
