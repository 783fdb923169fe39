import type { Assumption } from "./assumption.ts";

/** What the pages of the documentation call unknown, and no row of a setting says by itself. */
export const pageQuestions = {
  unsatisfiedAcrValues: {
    id: "PAGE-ACR-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: what does CIS2 do if the sign-in satisfies none of the acr_values in the request? OpenID Connect lets the provider decide. In the testkit the sign-in goes on, and the acr in the ID token is the value of the setting defaultAcr.",
    check:
      "Send acr_values=AAL2_TOTP, which is not a value of a smartcard. If the page offers the smartcard, sign in with it.",
    options: [],
  },
  amrOfNewAuthenticators: {
    id: "PAGE-AMR-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: amr is WINDOWS_HELLO for Windows Hello, and PASSKEY for a passkey. No public text shows these values.",
    check: "Sign in with Windows Hello and with a passkey, and read amr in each ID token.",
    options: [],
  },
  levelOfAal2Any: {
    id: "PAGE-ACR-02",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: if a request has AAL2_ANY, is an AAL3 authenticator, such as a smartcard, enough? In the testkit, only AAL2 authenticators are enough.",
    check: "Send acr_values=AAL2_ANY, and see which authenticators the sign-in page offers.",
    options: [],
  },
  cancelledSigning: {
    id: "PAGE-SIGNING-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: if the person cancels the passcode window, what does Smartcard Connect answer to the prescribing system? The testkit's client answers with the status_code 1397311235 (0x53494703).",
    check: "Ask Smartcard Connect for a signature, select Cancel, and record the answer.",
    options: [],
  },
  conformanceList: {
    id: "PAGE-CONFORMANCE-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: what is in the NHS's own list of technical conformance requirements for systems? The list is not public. We wrote the requirements RP-01 to RP-25 from public pages and code.",
    check: "Ask the NHS for its list of technical conformance requirements.",
    options: [],
  },
  stepUpPage: {
    id: "PAGE-STEPUP-01",
    basis: "UNKNOWN",
    concerns: "people",
    evidence:
      "Question: if a person has to step up from AAL2, what does CIS2's page offer? In the testkit, the page asks for the smartcard. The setting stepUp changes this.",
    check: "Sign in at AAL2. In the same browser, open a system that asks for AAL3, and look at the page.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
