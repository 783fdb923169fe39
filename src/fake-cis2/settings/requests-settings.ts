import { z } from "zod";
import { requestAssumptions as rows, described } from "../../assumptions/index.ts";

/** What is asked of authorization and token requests. */
export const requestSettings = {
  mandatoryScope: z.enum(["openid", "oidc"]).default("openid").describe(described(rows.mandatoryScope)),
  omittedRedirectUri: z.enum(["refused", "accepted"]).default("refused").describe(described(rows.omittedRedirectUri)),
  pkce: z.enum(["accepted", "required"]).default("accepted").describe(described(rows.pkce)),
  clientAssertionReplay: z
    .enum(["refused", "accepted"])
    .default("refused")
    .describe(described(rows.clientAssertionReplay)),
  clientAssertionMaximumAhead: z.int().min(0).default(1800).describe(described(rows.clientAssertionMaximumAhead)),
  otherTokenEndpointAuthMethod: z
    .enum(["refused", "accepted"])
    .default("refused")
    .describe(described(rows.otherTokenEndpointAuthMethod)),
  tokenRequestFromBrowser: z
    .enum(["refused", "accepted"])
    .default("refused")
    .describe(described(rows.tokenRequestFromBrowser)),
  errorDescriptions: z
    .enum(["documented", "detailed"])
    .default("documented")
    .describe(described(rows.errorDescriptions)),
};
