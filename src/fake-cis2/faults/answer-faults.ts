import { decodeJwt } from "jose";
import { keyFor } from "../provider/signing-keys.ts";
import { bodyOf, isJsonAnswer, type Fault, type FaultCall } from "./fault.ts";
import { headerOf, sign } from "./id-token-fault.ts";

/** A fault in the JSON of one endpoint's good answer. */
function answer(endpoint: Fault["endpoint"], summary: string, change: (body: Record<string, unknown>) => void): Fault {
  return {
    endpoint,
    summary,
    applies: (call) => isJsonAnswer(call) || isSignedUserinfo(call),
    apply: async (call) => {
      if (!isSignedUserinfo(call)) {
        change(bodyOf(call));
        return;
      }
      const token = String(call.ctx.body);
      const claims = decodeJwt(token);
      change(claims);
      const { keys } = await call.signingKeys.current();
      const header = headerOf(token);
      call.ctx.body = await sign(claims, header, keyFor(keys, header.alg === "RS512" ? "RS512" : "RS256"));
    },
  };
}

/** Userinfo can be a JWT (OpenID Connect Core 5.3.2). */
function isSignedUserinfo({ ctx }: FaultCall): boolean {
  return ctx.status === 200 && ctx.oidc.route === "userinfo" && typeof ctx.body === "string";
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

/** Whose userinfo it is, in place of the person's who signed in. */
export const anotherPerson = {
  sub: "555999999999",
  uid: "555999999999",
  nhsid_useruid: "555999999999",
  name: "Zoe Otherperson",
  given_name: "Zoe",
  family_name: "Otherperson",
  display_name: "Zoe Otherperson",
  email: "zoe.otherperson@emulated.example",
} as const;

/** What becomes of their roles: the ids stay, so that the role the person selected is found. */
export const anotherRole = {
  org_code: "ZZ999",
  role_name: '"Other":"Other":"Otherperson\'s Role"',
  role_code: "S9999:G9999:R9999",
} as const;

export const answerFaults = {
  "missing-access-token": answer("token", "access_token is left out", (body) => {
    delete body["access_token"];
  }),
  "wrong-token-type": answer("token", "token_type is an unknown type", (body) => {
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
  "userinfo-wrong-subject": answer("userinfo", "sub differs from the sub in the ID token", (body) => {
    body["sub"] = "555999999999";
  }),
  "userinfo-of-another": answer("userinfo", "all claims are of another person, except the ids of the roles", (body) => {
    Object.assign(body, anotherPerson);
    const roles = body["nhsid_nrbac_roles"];
    if (Array.isArray(roles)) body["nhsid_nrbac_roles"] = roles.map((role: object) => ({ ...role, ...anotherRole }));
  }),
  "userinfo-missing-subject": answer("userinfo", "sub is left out", (body) => {
    delete body["sub"];
  }),
  "userinfo-unknown-selected-role": answer("userinfo", "selected_roleid is not a role of the user", (body) => {
    body["selected_roleid"] = "999999999999";
  }),
  "userinfo-empty-selected-role": answer("userinfo", "selected_roleid is empty", (body) => {
    body["selected_roleid"] = "";
  }),
  "userinfo-missing-selected-role": answer("userinfo", "selected_roleid is left out", (body) => {
    delete body["selected_roleid"];
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
  "discovery-issuer-trailing-slash": answer("discovery", "issuer has an extra slash at the end", (body) => {
    body["issuer"] = `${String(body["issuer"])}/`;
  }),
  "jwks-empty": answer("jwks", "no key is published", (body) => {
    body["keys"] = [];
  }),
} satisfies Record<string, Fault>;
