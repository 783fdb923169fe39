import { z } from "zod";
import { logoutAssumptions as rows, described } from "../../assumptions/index.ts";
import { seconds } from "./setting-types.ts";

/** Logout tokens. */
export const logoutSettings = {
  logoutTokenType: z.enum(["JWT", "logout+jwt"]).default("JWT").describe(described(rows.logoutTokenType)),
  logoutTokenAlgorithm: z.enum(["RS256", "RS512"]).default("RS256").describe(described(rows.logoutTokenAlgorithm)),
  logoutTokenExpires: z.boolean().default(true).describe(described(rows.logoutTokenExpires)),
  logoutTokenSid: z.boolean().default(true).describe(described(rows.logoutTokenSid)),
  logoutRetries: z.array(seconds).default([1, 5, 30]).describe(described(rows.logoutRetries)),
};
