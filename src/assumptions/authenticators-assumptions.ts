import type { Assumption } from "./assumption.ts";

/** Signing in without a card, and the seven authenticators. The key is the setting. */
export const authenticatorAssumptions = {
  signInWithoutCard: {
    id: "SETTING-AUTHENTICATOR-01",
    basis: "OURS",
    evidence:
      "Whether people can be signed in without a card, from a list on the page that offers the authenticators. For tests alone.",
    check: "Ours: the real service signs nobody in from a list.",
    options: [],
  },
  authenticators: {
    id: "SETTING-AUTHENTICATOR-02",
    basis: "INFERENCE",
    evidence:
      "Level, acr_values and amr of each authenticator besides the smartcard. The NHS page names the seven; which is AAL2 and which AAL3 it shows as an image. The acr_values are in public NHS code; each amr follows from them, except for Windows Hello and passkey: nothing about these is public. Whether AAL2_ANY takes an AAL3 authenticator is not public either.",
    check: "Record a sign-in with the authenticator, and read level, acr and amr in its ID token.",
    options: [],
  },
  smartcardLevel: {
    id: "SETTING-AUTHENTICATOR-03",
    basis: "FACT",
    evidence: "The level of a smartcard: AAL3 in every public fixture.",
    check: "Decode the ID token of a sign-in with a smartcard: authentication_assurance_level.",
    options: ["--id-token"],
  },
  stepUp: {
    id: "SETTING-AUTHENTICATOR-04",
    basis: "INFERENCE",
    evidence:
      'What a person who signed in without a card is asked for when a system asks for more than that satisfies. Step-up is a documented pattern; what its page offers is not public. "smartcard" asks for the card, "any" offers every authenticator that is enough.',
    check: "Sign in at AAL2, go to a system that asks for AAL3 in the same browser, and record it.",
    options: [],
  },
  noCardClaim: {
    id: "SETTING-AUTHENTICATOR-05",
    basis: "OURS",
    evidence:
      '"included" gives the ID token of a sign-in without a card the claim no_card_took_part, so that the logs of a relying party show it.',
    check: "Ours: the real service has no such claim.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
