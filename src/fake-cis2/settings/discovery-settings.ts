import { z } from "zod";
import { discoveryAssumptions as rows, described } from "../../assumptions/index.ts";
import { acr } from "./setting-types.ts";

/** The discovery document and the JWKS. */
export const discoverySettings = {
  issuerPort: z.enum(["as-served", "explicit", "everywhere"]).default("as-served").describe(described(rows.issuerPort)),
  advertisedIdTokenAlgorithms: z
    .enum(["captured", "signed-with"])
    .default("captured")
    .describe(described(rows.advertisedIdTokenAlgorithms)),
  encryptionKey: z.boolean().default(false).describe(described(rows.encryptionKey)),
  acrValues: z
    .array(acr)
    .nonempty()
    .default([
      "AAL3_ANY",
      "AAL2_OR_AAL3_ANY",
      "AAL2_ANY",
      "AAL2_TOTP",
      "AAL2_NHSMAIL",
      "AAL3_IOS",
      "AAL3_FIDO2",
      "AAL3_N3_SMARTCARD",
      "AAL3_CIS2_SMARTCARD",
      "AAL3_SMARTCARD",
    ])
    .describe(described(rows.acrValues)),
};
