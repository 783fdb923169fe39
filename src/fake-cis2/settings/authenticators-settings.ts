import { z } from "zod";
import { authenticatorAssumptions as rows, described } from "../../assumptions/index.ts";
import {
  type AuthenticatorWithoutCard,
  authenticatorsWithoutCard,
} from "../../care-identity/authenticators/authenticators.ts";
import { acr } from "./setting-types.ts";

const level = z.literal([2, 3]);
const means = (name: AuthenticatorWithoutCard, at: 2 | 3, values: readonly string[], amr: string) =>
  z
    .strictObject({
      level: level.default(at).describe("2 for AAL2, 3 for AAL3."),
      acr: z
        .array(acr)
        .default([`AAL${at}_ANY`, "AAL2_OR_AAL3_ANY", ...values])
        .describe("The acr_values that it satisfies."),
      amr: z.array(z.string()).default([amr]).describe("The amr of the ID token."),
    })
    .prefault({})
    .describe(`The authenticator "${authenticatorsWithoutCard[name]}".`);

/** Signing in without a card, and the seven authenticators. */
export const authenticatorSettings = {
  signInWithoutCard: z.boolean().default(false).describe(described(rows.signInWithoutCard)),
  authenticators: z
    .strictObject({
      "security-key": means("security-key", 3, ["AAL3_FIDO2"], "FIDO2"),
      "windows-hello": means("windows-hello", 3, [], "WINDOWS_HELLO"),
      "ipad-app": means("ipad-app", 3, ["AAL3_IOS"], "IOS"),
      "authenticator-app": means("authenticator-app", 2, ["AAL2_TOTP"], "TOTP"),
      "nhs-mail": means("nhs-mail", 2, ["AAL2_NHSMAIL"], "NHSMAIL"),
      passkey: means("passkey", 2, [], "PASSKEY"),
    } satisfies Record<AuthenticatorWithoutCard, z.ZodType>)
    .prefault({})
    .describe(described(rows.authenticators)),
  smartcardLevel: level.default(3).describe(described(rows.smartcardLevel)),
  stepUp: z.enum(["smartcard", "any"]).default("smartcard").describe(described(rows.stepUp)),
  noCardClaim: z.enum(["omitted", "included"]).default("omitted").describe(described(rows.noCardClaim)),
};
