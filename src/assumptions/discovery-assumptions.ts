import type { Assumption } from "./assumption.ts";

/** The discovery document and the key set. The key is the setting. */
export const discoveryAssumptions = {
  issuerPort: {
    id: "SETTING-DISCOVERY-01",
    basis: "FACT",
    evidence:
      '"explicit" writes the default port (":443") into the issuer, as the live service does; "everywhere" also into the addresses of discovery, as the sign-in page shows. Both forms are accepted from relying parties.',
    check: "Read the discovery document: has issuer the port, and have the addresses?",
    options: ["--issuer"],
  },
  advertisedIdTokenAlgorithms: {
    id: "SETTING-DISCOVERY-02",
    basis: "FACT",
    evidence:
      "id_token_signing_alg_values_supported: the twelve in a discovery document captured from the integration environment, or those that ID tokens can be signed with.",
    check: "Read the discovery document.",
    options: ["--issuer"],
  },
  encryptionKey: {
    id: "SETTING-DISCOVERY-03",
    basis: "INFERENCE",
    evidence: 'Whether the JWKS has a key of use "enc" as well: public NHS code filters the JWKS by use == "sig".',
    check: "Read the key set: is there a key of use enc?",
    options: ["--issuer"],
  },
  acrValues: {
    id: "SETTING-DISCOVERY-04",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence: "Assumed: acr_values_supported has the values seen in public NHS code. The official table is not public.",
    check: "Read acr_values_supported of the discovery document.",
    options: ["--issuer"],
  },
} as const satisfies Record<string, Assumption>;
