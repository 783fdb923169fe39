import { z } from "zod";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { safeParse } from "../foundation/safe-parse.ts";

const milliseconds = z.int().min(1).max(31_536_000_000);

/** What the API platform keeps in its configuration, and what public sources leave open. */
export const platformSettingsSchema = z.strictObject({
  accessTokenExpiryMs: milliseconds
    .default(600_000)
    .describe("Life of an access token: the platform's tests expect expires_in 599."),
  refreshTokenExpiryMs: milliseconds
    .default(43_200_000)
    .describe("Life of one refresh token: the platform's tests expect 43199 seconds for CIS2."),
  refreshTokensValidityMs: milliseconds
    .default(43_200_000)
    .describe(
      "How long after the exchange tokens can be refreshed. The platform's test sees the life of refresh tokens shrink with each refresh, so it ends no later than the first one.",
    ),
  appKeysCacheSeconds: z
    .int()
    .min(0)
    .max(31_536_000)
    .default(3600)
    .describe(
      "How long an app's JWKS is kept: an hour (PopulateCache.CCJWKS). A key that was added meanwhile is not found. 0 reads it each time.",
    ),
  contentTypeParameters: z
    .enum(["accepted", "refused"])
    .default("accepted")
    .describe(
      'Whether "application/x-www-form-urlencoded;charset=UTF-8" is a form: the platform\'s proxy compares the whole header, yet the Java tutorial of the NHS sends the charset.',
    ),
  sessionRole: z
    .enum(["not-checked", "checked"])
    .default("not-checked")
    .describe(
      "Whether the Hello World API asks for the person's role, as APIs behind the platform's role service do: NHSD-Session-URID, selected_roleid or the only role in userinfo. The NHS's tutorials send no role.",
    ),
  sidInTokenResponse: z
    .boolean()
    .default(true)
    .describe(
      "Whether the combined pattern's token response has sid: on the platform in the environment internal-dev only, where its tests run.",
    ),
  accessTokenAfterRefresh: z
    .enum(["ended", "valid"])
    .default("ended")
    .describe(
      "What a refresh does to the access token before it: in the platform's logout test the older one has ended too. No public text says when.",
    ),
});

export type PlatformSettings = z.infer<typeof platformSettingsSchema>;
export type PlatformSettingsInput = z.input<typeof platformSettingsSchema>;

/** Fills in what is not given. Throws CONFIGURATION_INVALID, naming the setting. */
export function parsePlatformSettings(input: unknown = {}): PlatformSettings {
  const result = safeParse(platformSettingsSchema, input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const setting = ["apiPlatform", ...(issue?.path ?? [])].join(".");
  throw new TestkitError(
    "CONFIGURATION_INVALID",
    { setting, reason: issue?.message ?? "invalid" },
    { cause: result.error },
  );
}
