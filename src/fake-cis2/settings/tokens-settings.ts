import { z } from "zod";
import { tokenAssumptions as rows, described } from "../../assumptions/index.ts";
import { seconds } from "./setting-types.ts";

/** Tokens, and the responses that carry them. */
export const tokenSettings = {
  idTokenType: z.enum(["JWT", "absent"]).default("JWT").describe(described(rows.idTokenType)),
  idTokenAlgorithm: z.enum(["RS256", "RS512"]).default("RS256").describe(described(rows.idTokenAlgorithm)),
  tokenResponseNonce: z.boolean().default(true).describe(described(rows.tokenResponseNonce)),
  tokenResponseScope: z
    .enum(["own-order", "as-asked"])
    .default("own-order")
    .describe(described(rows.tokenResponseScope)),
  authorizationResponseClientId: z.boolean().default(true).describe(described(rows.authorizationResponseClientId)),
  signedUserinfoAudience: z.boolean().default(false).describe(described(rows.signedUserinfoAudience)),
  opaqueTokenLength: z.int().min(22).max(128).default(27).describe(described(rows.opaqueTokenLength)),
  accessTokenLifetime: seconds.default(3599).describe(described(rows.accessTokenLifetime)),
  idTokenLifetime: seconds.default(3600).describe(described(rows.idTokenLifetime)),
  codeLifetime: seconds.default(60).describe(described(rows.codeLifetime)),
};
