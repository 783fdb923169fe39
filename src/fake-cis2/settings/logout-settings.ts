import { z } from "zod";
import { seconds } from "./setting-types.ts";

/** Logout tokens. */
export const logoutSettings = {
  logoutTokenType: z
    .enum(["JWT", "logout+jwt"])
    .default("JWT")
    .describe(
      "typ of logout tokens: JWT in the API platform's tests, logout+jwt in OpenID Connect Back-Channel Logout 1.0.",
    ),
  logoutTokenAlgorithm: z
    .enum(["RS256", "RS512"])
    .default("RS256")
    .describe("One public relying party accepts only RS256 on logout tokens; the API platform's tests sign RS512."),
  logoutTokenExpires: z
    .boolean()
    .default(true)
    .describe("exp of logout tokens is required by one public relying party and optional for another."),
  logoutTokenSid: z
    .boolean()
    .default(true)
    .describe(
      "sid of logout tokens is required by one public relying party, optional for another, and ignored by a third.",
    ),
  logoutRetries: z
    .array(seconds)
    .default([1, 5, 30])
    .describe("Seconds between attempts to deliver a logout token. Not documented."),
};
