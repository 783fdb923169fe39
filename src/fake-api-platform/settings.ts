import { z } from "zod";
import { apiPlatformAssumptions as rows, described } from "../assumptions/index.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { safeParse } from "../foundation/safe-parse.ts";

const milliseconds = z.int().min(1).max(31_536_000_000);

/** What the API platform keeps in its configuration, and what public sources leave open. */
export const platformSettingsSchema = z.strictObject({
  accessTokenExpiryMs: milliseconds.default(600_000).describe(described(rows.accessTokenExpiryMs)),
  refreshTokenExpiryMs: milliseconds.default(43_200_000).describe(described(rows.refreshTokenExpiryMs)),
  refreshTokensValidityMs: milliseconds.default(43_200_000).describe(described(rows.refreshTokensValidityMs)),
  appKeysCacheSeconds: z.int().min(0).max(31_536_000).default(3600).describe(described(rows.appKeysCacheSeconds)),
  contentTypeParameters: z
    .enum(["accepted", "refused"])
    .default("accepted")
    .describe(described(rows.contentTypeParameters)),
  sessionRole: z.enum(["not-checked", "checked"]).default("not-checked").describe(described(rows.sessionRole)),
  sidInTokenResponse: z.boolean().default(true).describe(described(rows.sidInTokenResponse)),
  accessTokenAfterRefresh: z
    .enum(["ended", "valid"])
    .default("ended")
    .describe(described(rows.accessTokenAfterRefresh)),
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
