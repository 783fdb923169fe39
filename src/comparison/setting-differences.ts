import type { Settings } from "../fake-cis2/index.ts";
import type { Difference, Harm } from "./difference.ts";
import type { SettingObserved } from "./observers/index.ts";
import { settingAssumptions } from "./assumption-table.ts";

/** What stops relying parties at once, and what some of them trip over. All others are 3. */
const harms: Partial<Record<keyof Settings, Harm>> = {
  idTokenAlgorithm: 1,
  issuerPort: 1,
  mandatoryScope: 1,
  pkce: 1,
  idTokenType: 2,
  assuranceLevelType: 2,
  identityAssuranceClaim: 2,
  selectedRoleIn: 2,
  userIdClaimScopes: 2,
  omittedRedirectUri: 2,
  clientAssertionReplay: 2,
  clientAssertionMaximumAhead: 2,
  otherTokenEndpointAuthMethod: 2,
  tokenRequestFromBrowser: 2,
  withoutRoles: 2,
  logoutTokenAlgorithm: 2,
  logoutTokenExpires: 2,
  logoutTokenSid: 2,
  encryptionKey: 2,
  signInLifetime: 4,
  challengeLifetime: 4,
  renewalNoticeDays: 4,
};

/** Words that may be told: none of a setting's values is anybody's, but for domains. */
function settingText(setting: keyof Settings, value: unknown): string {
  if (setting === "unlockEmailDomains")
    return Array.isArray(value) && value.length > 0 ? "some domains" : "all domains";
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function settingDifferences(observed: readonly SettingObserved[], ours: Settings): Difference[] {
  return observed.flatMap(({ setting, seen, agrees }) =>
    agrees
      ? []
      : [
          {
            place: "settings" as const,
            name: setting,
            ours: settingText(setting, ours[setting]),
            seen: settingText(setting, seen),
            harm: harms[setting] ?? 3,
            assumption: settingAssumptions[setting].id,
          },
        ],
  );
}
