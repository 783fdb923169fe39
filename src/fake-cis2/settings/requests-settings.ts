import { z } from "zod";

/** What is asked of authorization and token requests. */
export const requestSettings = {
  mandatoryScope: z
    .enum(["openid", "oidc"])
    .default("openid")
    .describe(
      'The scopes page calls the mandatory scope "oidc"; its own example and all public NHS code send "openid".',
    ),
  omittedRedirectUri: z
    .enum(["refused", "accepted"])
    .default("refused")
    .describe(
      "Whether redirect_uri may be left out if only one is registered. OpenID Connect Core 3.1.2.1 requires it; CIS2's example sends it.",
    ),
  pkce: z
    .enum(["accepted", "required"])
    .default("accepted")
    .describe("No public text says that CIS2 asks for PKCE; no public NHS relying party depends on it."),
  clientAssertionReplay: z
    .enum(["refused", "accepted"])
    .default("refused")
    .describe("Whether a client assertion whose jti was used before is refused (RFC 7523 section 3); not documented."),
  clientAssertionMaximumAhead: z
    .int()
    .min(0)
    .default(1800)
    .describe(
      "Seconds ahead that exp of a client assertion may be, 0 for any: ForgeRock AM calls more than 30 minutes unreasonable. exp in milliseconds is refused by it.",
    ),
  otherTokenEndpointAuthMethod: z
    .enum(["refused", "accepted"])
    .default("refused")
    .describe(
      "Whether a relying party may send its secret by the one of client_secret_post and client_secret_basic that it is not registered for. Not documented.",
    ),
  tokenRequestFromBrowser: z
    .enum(["refused", "accepted"])
    .default("refused")
    .describe(
      "Whether a token request with an Origin header is taken. CIS2 requires a confidential client; a development proxy may forward the header.",
    ),
  errorDescriptions: z
    .enum(["documented", "detailed"])
    .default("documented")
    .describe(
      '"documented" answers with the descriptions seen in public NHS code, such as "JWT is not valid"; "detailed" says what was wrong.',
    ),
};
