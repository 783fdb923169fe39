import { z } from "zod";
import { authenticatorAssumptions as rows, described } from "../../assumptions/index.ts";
import type { AuthenticatorWithoutCard } from "../../care-identity/authenticators/authenticators.ts";
import { acr } from "./setting-types.ts";

const level = z.literal([2, 3]);
const means = (at: 2 | 3, values: readonly string[], amr: string) =>
  z
    .strictObject({
      level: level.default(at),
      acr: z.array(acr).default([`AAL${at}_ANY`, "AAL2_OR_AAL3_ANY", ...values]),
      amr: z.array(z.string()).default([amr]),
    })
    .prefault({});

/** Signing in without a card, and the seven authenticators. */
export const authenticatorSettings = {
  signInWithoutCard: z.boolean().default(false).describe(described(rows.signInWithoutCard)),
  authenticators: z
    .strictObject({
      "security-key": means(3, ["AAL3_FIDO2"], "FIDO2"),
      "windows-hello": means(3, [], "WINDOWS_HELLO"),
      "ipad-app": means(3, ["AAL3_IOS"], "IOS"),
      "authenticator-app": means(2, ["AAL2_TOTP"], "TOTP"),
      "nhs-mail": means(2, ["AAL2_NHSMAIL"], "NHSMAIL"),
      passkey: means(2, [], "PASSKEY"),
    } satisfies Record<AuthenticatorWithoutCard, z.ZodType>)
    .prefault({})
    .describe(described(rows.authenticators)),
  smartcardLevel: level.default(3).describe(described(rows.smartcardLevel)),
  stepUp: z.enum(["smartcard", "any"]).default("smartcard").describe(described(rows.stepUp)),
  noCardClaim: z.enum(["omitted", "included"]).default("omitted").describe(described(rows.noCardClaim)),
};
