import { z } from "zod";
import { safeParse } from "../../foundation/safe-parse.ts";
import type { AfterAnswer } from "./after-answer.ts";

const oauthError = z.looseObject({ error: z.string(), error_description: z.string().optional() });

/** Error descriptions as public NHS code models CIS2's answers. */
const descriptions: Record<string, string> = {
  invalid_grant: "The provided access grant is invalid, expired, or revoked.",
  invalid_token: "The access token provided is expired, revoked, malformed, or invalid for other reasons.",
};

/** Gives the provider's error answers the descriptions CIS2 is known to give. */
export const documentedErrors: AfterAnswer = (ctx) => {
  if (ctx.status < 400) return;
  const answer = safeParse(oauthError, ctx.body);
  if (!answer.success) return;
  const { error } = answer.data;
  const jwt = error === "invalid_client" && ctx.path === "/access_token" && usesAssertion(ctx.oidc.body);
  const description = jwt ? "JWT is not valid" : descriptions[error];
  if (description) ctx.body = { error_description: description, error };
};

function usesAssertion(body: unknown): boolean {
  return typeof body === "object" && body !== null && "client_assertion" in body;
}
