import type { Assumption } from "./assumption.ts";

/** The discovery document and the key set. The key is the setting. */
export const discoveryAssumptions = {
  issuerPort: {
    id: "SETTING-DISCOVERY-01",
    basis: "FACT",
    evidence:
      '"explicit" writes the default port (":443") into the issuer, as the live service does. "everywhere" writes it into the addresses of discovery as well, as the NHS\'s page about sign-in shows. Relying parties may use both forms.',
    check: "Read the discovery document: do the issuer and the addresses have the port?",
    options: ["--issuer"],
  },
  advertisedIdTokenAlgorithms: {
    id: "SETTING-DISCOVERY-02",
    basis: "FACT",
    evidence:
      'The algorithms in id_token_signing_alg_values_supported. "captured": the twelve of a discovery document of the integration environment. Otherwise only the algorithms that can sign ID tokens.',
    check: "Read the discovery document.",
    options: ["--issuer"],
  },
  encryptionKey: {
    id: "SETTING-DISCOVERY-03",
    basis: "INFERENCE",
    evidence: 'Whether the JWKS also has a key with the use "enc". Public NHS code uses only keys with the use "sig".',
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
