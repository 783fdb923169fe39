import type { Assumption } from "./assumption.ts";

/** What the pages of the documentation call unknown, and no row of a setting says by itself. */
export const pageQuestions = {
  unsatisfiedAcrValues: {
    id: "PAGE-ACR-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: what does CIS2 do if the sign-in satisfies none of the acr_values? OpenID Connect calls the parameter voluntary. Here the sign-in goes on, and the ID token's acr is the setting defaultAcr.",
    check:
      "Send acr_values=AAL2_TOTP, which is not a value of a smartcard. If the page offers the smartcard, sign in with it.",
    options: [],
  },
  amrOfNewAuthenticators: {
    id: "PAGE-AMR-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: amr is WINDOWS_HELLO for Windows Hello and PASSKEY for a passkey. No public text shows either value.",
    check: "Sign in with Windows Hello and with a passkey, and read amr in each ID token.",
    options: [],
  },
  levelOfAal2Any: {
    id: "PAGE-ACR-02",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: is an AAL3 authenticator, such as a smartcard, enough for AAL2_ANY? Here only AAL2 authenticators are.",
    check: "Send acr_values=AAL2_ANY, and see which authenticators the sign-in page offers.",
    options: [],
  },
  cancelledSigning: {
    id: "PAGE-SIGNING-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: if the person cancels the passcode, what does Smartcard Connect answer to the prescribing system? Here status_code is 1397311235 (0x53494703).",
    check: "Ask Smartcard Connect for a signature, choose Cancel, and record the answer.",
    options: [],
  },
  conformanceList: {
    id: "PAGE-CONFORMANCE-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: what does the NHS's own list of technical conformance requirements ask of a system? It is not public. RP-01 to RP-25 are our reading of public pages and code.",
    check: "Ask the NHS for its list of technical conformance requirements.",
    options: [],
  },
  stepUpPage: {
    id: "PAGE-STEPUP-01",
    basis: "UNKNOWN",
    concerns: "people",
    evidence:
      "Question: if a person has to step up from AAL2, what does CIS2's page offer? Here the page asks for the smartcard. The setting stepUp changes that.",
    check: "Sign in at AAL2, go to a system that asks for AAL3 in the same browser, and look.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
