import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { safeParse } from "../../foundation/safe-parse.ts";
import { authenticatorSettings } from "./authenticators-settings.ts";
import { claimSettings } from "./claims-settings.ts";
import { discoverySettings } from "./discovery-settings.ts";
import { logoutSettings } from "./logout-settings.ts";
import { requestSettings } from "./requests-settings.ts";
import { signInSettings } from "./sign-in-settings.ts";
import { tokenSettings } from "./tokens-settings.ts";

/**
 * How the fake CIS2 behaves where public sources disagree or say nothing. The default is the documented behaviour, and
 * if none is documented the one that public NHS code copes with; each setting says which, and why it can be changed.
 */
export const settingsSchema = z.strictObject({
  ...claimSettings,
  ...tokenSettings,
  ...discoverySettings,
  ...requestSettings,
  ...signInSettings,
  ...authenticatorSettings,
  ...logoutSettings,
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingsInput = z.input<typeof settingsSchema>;

/** Fills in what is not given. Throws CONFIGURATION_INVALID, naming the setting. */
export function parseSettings(input: unknown = {}): Settings {
  const result = safeParse(settingsSchema, input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const setting = ["settings", ...(issue?.path ?? [])].join(".");
  throw new TestkitError(
    "CONFIGURATION_INVALID",
    { setting, reason: issue?.message ?? "invalid" },
    { cause: result.error },
  );
}
