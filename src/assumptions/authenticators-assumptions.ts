import type { Assumption } from "./assumption.ts";

/** Signing in without a card, and the seven authenticators. The key is the setting. */
export const authenticatorAssumptions = {
  signInWithoutCard: {
    id: "SETTING-AUTHENTICATOR-01",
    basis: "OURS",
    evidence:
      "Whether people can sign in without a card, by a list on the page that offers the authenticators. Only for tests.",
    check: "We designed this: the real service has no such list.",
    options: [],
  },
  authenticators: {
    id: "SETTING-AUTHENTICATOR-02",
    basis: "INFERENCE",
    evidence:
      "The level, acr_values and amr of each authenticator except the smartcard. The NHS page names the seven authenticators, and shows their levels as an image. The acr_values are in public NHS code. Each amr follows from the acr_values. For Windows Hello and passkey no amr is public. Whether an AAL3 authenticator satisfies AAL2_ANY is not public either.",
    check: "Record a sign-in with the authenticator, and read level, acr and amr in its ID token.",
    options: [],
  },
  smartcardLevel: {
    id: "SETTING-AUTHENTICATOR-03",
    basis: "FACT",
    evidence: "The level of a smartcard. It is AAL3 in all public test data.",
    check: "Decode the ID token of a sign-in with a smartcard: authentication_assurance_level.",
    options: ["--id-token"],
  },
  stepUp: {
    id: "SETTING-AUTHENTICATOR-04",
    basis: "INFERENCE",
    evidence:
      'After a sign-in without a card, a system may ask for a higher level. "smartcard": CIS2 then asks for the card. "any": CIS2 offers every authenticator of that level. That CIS2 asks again is documented. What its page offers is not public.',
    check: "Sign in at AAL2, go to a system that asks for AAL3 in the same browser, and record it.",
    options: [],
  },
  noCardClaim: {
    id: "SETTING-AUTHENTICATOR-05",
    basis: "OURS",
    evidence:
      '"included": after a sign-in without a card the ID token has the claim no_card_took_part, so that a relying party can log this.',
    check: "We designed this: the real service has no such claim.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
