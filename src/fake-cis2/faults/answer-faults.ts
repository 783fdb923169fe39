import { implicitAnswer } from "./implicit-answer.ts";
import { bodyOf, isJsonAnswer, type Fault, type FaultCall } from "./fault.ts";

/** A fault in the JSON of one endpoint's good answer. */
function answer(endpoint: Fault["endpoint"], summary: string, change: (body: Record<string, unknown>) => void): Fault {
  return {
    endpoint,
    summary,
    applies: isJsonAnswer,
    apply: (call) => {
      change(bodyOf(call));
    },
  };
}

/** An error in place of one endpoint's good answer. */
function refusal(endpoint: Fault["endpoint"], summary: string, status: number, body: Record<string, string>): Fault {
  return {
    endpoint,
    summary,
    applies: ({ ctx }) => ctx.status === 200,
    apply: ({ ctx }) => {
      ctx.status = status;
      if (endpoint === "userinfo") ctx.set("www-authenticate", `Bearer error="${body["error"] ?? ""}"`);
      ctx.body = body;
    },
  };
}

/** A change of the address the browser is sent back to the relying party with. */
function redirect(
  summary: string,
  change: (parameters: URLSearchParams, call: FaultCall) => void | Promise<void>,
): Fault {
  return {
    endpoint: "authorization",
    summary,
    applies: (call) => returning(call)?.searchParams.has("code") ?? false,
    apply: async (call) => {
      const url = returning(call);
      if (!url) return;
      await change(url.searchParams, call);
      call.ctx.redirect(url.href);
      call.ctx.status = 303;
    },
  };
}

function errorRedirect(error: string, description: string): Fault {
  return redirect(`the browser comes back with error=${error}`, (parameters) => {
    parameters.delete("code");
    parameters.set("error", error);
    parameters.set("error_description", description);
  });
}

function returning({ ctx }: FaultCall): URL | undefined {
  return URL.parse(ctx.response.get("location")) ?? undefined;
}

export const answerFaults = {
  "missing-access-token": answer("token", "access_token is left out", (body) => {
    delete body["access_token"];
  }),
  "wrong-token-type": answer("token", "token_type is one nobody knows", (body) => {
    body["token_type"] = "unheard-of";
  }),
  "client-refused": refusal("token", "the client assertion is refused: 401 invalid_client", 401, {
    error_description: "JWT is not valid",
    error: "invalid_client",
  }),
  "code-refused": refusal("token", "the authorization code is refused: 400 invalid_grant", 400, {
    error_description: "The provided access grant is invalid, expired, or revoked.",
    error: "invalid_grant",
  }),
  "userinfo-wrong-subject": answer("userinfo", "sub is another user than the ID token's", (body) => {
    body["sub"] = "555999999999";
  }),
  "userinfo-missing-subject": answer("userinfo", "sub is left out", (body) => {
    delete body["sub"];
  }),
  "userinfo-missing-roles": answer("userinfo", "nhsid_nrbac_roles is left out", (body) => {
    delete body["nhsid_nrbac_roles"];
  }),
  "userinfo-roles-malformed": answer("userinfo", "nhsid_nrbac_roles is an object instead of an array", (body) => {
    body["nhsid_nrbac_roles"] = {};
  }),
  "userinfo-refused": refusal("userinfo", "the access token is refused: 401 invalid_token", 401, {
    error_description: "The access token provided is expired, revoked, malformed, or invalid for other reasons.",
    error: "invalid_token",
  }),
  "discovery-wrong-issuer": answer("discovery", "issuer is another issuer", (body) => {
    body["issuer"] = "https://issuer.invalid";
  }),
  "discovery-missing-token-endpoint": answer("discovery", "token_endpoint is left out", (body) => {
    delete body["token_endpoint"];
  }),
  "jwks-empty": answer("jwks", "no key is published", (body) => {
    body["keys"] = [];
  }),
  "wrong-state": redirect("state is not the one of the request", (parameters) => {
    parameters.set("state", "another-state");
  }),
  "missing-state": redirect("state is left out", (parameters) => {
    parameters.delete("state");
  }),
  "wrong-response-issuer": redirect("iss of the authorization response is another issuer (RFC 9207)", (parameters) => {
    parameters.set("iss", "https://issuer.invalid");
  }),
  "tokens-instead-of-code": redirect(
    "the browser brings an ID token and an access token, both good, instead of a code",
    async (parameters, call) => {
      for (const [name, value] of Object.entries(await implicitAnswer(call))) parameters.set(name, value);
      parameters.delete("code");
    },
  ),
  "missing-code": redirect("code is left out", (parameters) => {
    parameters.delete("code");
  }),
  "access-denied": errorRedirect("access_denied", "The resource owner or authorization server denied the request."),
  "login-required": errorRedirect("login_required", "The request requires login."),
  "server-error": errorRedirect("server_error", "The authorization server met an unexpected condition."),
  "temporarily-unavailable": errorRedirect("temporarily_unavailable", "The service is temporarily unavailable."),
} satisfies Record<string, Fault>;
