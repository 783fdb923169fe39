import { z } from "zod";
import { acr } from "./setting-types.ts";

/** The discovery document and the JWKS. */
export const discoverySettings = {
  issuerPort: z
    .enum(["as-served", "explicit", "everywhere"])
    .default("as-served")
    .describe(
      '"explicit" writes the default port (":443") into the issuer, as the live service does; "everywhere" also into the addresses of discovery, as the example of the sign-in page. Both forms are accepted from relying parties.',
    ),
  advertisedIdTokenAlgorithms: z
    .enum(["captured", "signed-with"])
    .default("captured")
    .describe(
      "id_token_signing_alg_values_supported: the twelve in a discovery document captured from the integration environment, or those that ID tokens can be signed with.",
    ),
  encryptionKey: z
    .boolean()
    .default(false)
    .describe('Whether the JWKS has a key of use "enc" as well: public NHS code filters the JWKS by use == "sig".'),
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
    .describe("acr_values_supported: the values seen in public NHS code. The official table is not public."),
};
