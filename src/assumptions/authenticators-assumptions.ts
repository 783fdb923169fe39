import type { Assumption } from "./assumption.ts";

/** Signing in without a card, and the seven authenticators. The key is the setting. */
export const authenticatorAssumptions = {
  signInWithoutCard: {
    id: "SETTING-AUTHENTICATOR-01",
    basis: "OURS",
    evidence:
      "Whether people can sign in without a card. If they can, the page with the authenticators also has a list of people. A tester selects an authenticator, then a person.",
    check: "You cannot find this out: we designed it, and the real service has no such list.",
    options: [],
  },
  authenticators: {
    id: "SETTING-AUTHENTICATOR-02",
    basis: "INFERENCE",
    evidence:
      "The level, the acr values and the amr of each authenticator except the smartcard. An NHS page names the seven authenticators, but shows their levels only as an image. The acr values are in public NHS code. We conclude each amr from the acr values. No public text shows an amr for Windows Hello or for a passkey (PAGE-AMR-01). No public text says whether an AAL3 authenticator satisfies AAL2_ANY (PAGE-ACR-02).",
    check: "Record a sign-in with the authenticator. Then read the level, acr and amr in its ID token.",
    options: [],
  },
  smartcardLevel: {
    id: "SETTING-AUTHENTICATOR-03",
    basis: "FACT",
    evidence: "The level of a smartcard. It is AAL3 in all public test data.",
    check: "Decode the ID token of a sign-in with a smartcard, and read authentication_assurance_level.",
    options: ["--id-token"],
  },
  stepUp: {
    id: "SETTING-AUTHENTICATOR-04",
    basis: "INFERENCE",
    evidence:
      'What CIS2 offers if a system asks for a higher level after a sign-in without a card. "smartcard": only the smartcard. "any": every authenticator of the higher level. CIS2\'s documentation says that CIS2 asks the person to sign in again. It does not say what the page offers.',
    check: "Sign in at AAL2. In the same browser, open a system that asks for AAL3, and record what happens.",
    options: [],
  },
  noCardClaim: {
    id: "SETTING-AUTHENTICATOR-05",
    basis: "OURS",
    evidence:
      "Whether the ID token of a sign-in without a card has the claim no_card_took_part. A relying party can log this claim.",
    check: "You cannot find this out: we designed it, and the real service has no such claim.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
