import { authorizationResponse } from "./authorization-response.ts";
import type { Fault, FaultCall } from "./fault.ts";
import { implicitAnswer } from "./implicit-answer.ts";

/** A change of what the browser brings back to the relying party. */
function wayBack(
  summary: string,
  change: (parameters: URLSearchParams, call: FaultCall) => void | Promise<void>,
): Fault {
  return {
    endpoint: "authorization",
    summary,
    applies: async (call) => (await authorizationResponse(call))?.parameters.has("code") ?? false,
    apply: async (call) => {
      const answer = await authorizationResponse(call);
      if (!answer) return;
      const parameters = new URLSearchParams(answer.parameters);
      await change(parameters, call);
      answer.replace(parameters);
    },
  };
}

function error(code: string, description: string): Fault {
  return wayBack(`the browser comes back with error=${code}`, (parameters) => {
    parameters.delete("code");
    parameters.set("error", code);
    parameters.set("error_description", description);
  });
}

/** Faults of what the browser comes back with. */
export const returnFaults = {
  "wrong-state": wayBack("state differs from the state in the request", (parameters) => {
    parameters.set("state", "another-state");
  }),
  "missing-state": wayBack("state is left out", (parameters) => {
    parameters.delete("state");
  }),
  "wrong-response-issuer": wayBack("iss of the authorization response is another issuer (RFC 9207)", (parameters) => {
    parameters.set("iss", "https://issuer.invalid");
  }),
  "missing-response-issuer": wayBack("iss of the authorization response is left out (RFC 9207)", (parameters) => {
    parameters.delete("iss");
  }),
  "tokens-instead-of-code": wayBack(
    "the browser brings a valid ID token and a valid access token instead of a code",
    async (parameters, call) => {
      for (const [name, value] of Object.entries(await implicitAnswer(call))) parameters.set(name, value);
      parameters.delete("code");
    },
  ),
  "missing-code": wayBack("code is left out", (parameters) => {
    parameters.delete("code");
  }),
  "access-denied": error("access_denied", "The resource owner or authorization server denied the request."),
  "login-required": error("login_required", "The request requires login."),
  "server-error": error("server_error", "The authorization server met an unexpected condition."),
  "temporarily-unavailable": error("temporarily_unavailable", "The service is temporarily unavailable."),
} satisfies Record<string, Fault>;
