import type { Assumption } from "./assumption.ts";

/** The discovery document and the key set. The key is the setting. */
export const discoveryAssumptions = {
  issuerPort: {
    id: "SETTING-DISCOVERY-01",
    basis: "FACT",
    evidence:
      'Where the default port (":443") is in the discovery document. "as-served": nowhere. "explicit": only in the issuer, as at the live service. "everywhere": in the issuer and in all addresses, as on the NHS\'s page about sign-in. The fake CIS2 always accepts a client assertion with or without this port in aud.',
    check: "Read the discovery document: do the issuer and the addresses have the port?",
    options: ["--issuer"],
  },
  advertisedIdTokenAlgorithms: {
    id: "SETTING-DISCOVERY-02",
    basis: "FACT",
    evidence:
      'The algorithms in id_token_signing_alg_values_supported. "captured": the twelve algorithms in a discovery document that was captured from the integration environment. "signed-with": only the algorithms with which the fake CIS2 can sign ID tokens.',
    check: "Read id_token_signing_alg_values_supported in the discovery document.",
    options: ["--issuer"],
  },
  encryptionKey: {
    id: "SETTING-DISCOVERY-03",
    basis: "INFERENCE",
    evidence:
      'Whether the JWKS (the public keys of CIS2) also has a key with the use "enc". Public NHS code uses only keys with the use "sig".',
    check: 'Read the JWKS: does it have a key with the use "enc"?',
    options: ["--issuer"],
  },
  acrValues: {
    id: "SETTING-DISCOVERY-04",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: acr_values_supported in the discovery document has the values that are in public NHS code. The NHS's own table of these values is not public.",
    check: "Read acr_values_supported in the discovery document.",
    options: ["--issuer"],
  },
} as const satisfies Record<string, Assumption>;
