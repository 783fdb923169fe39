import type { Assumption } from "./assumption.ts";

/** What the pages of the documentation assume, beside settings and requirements. */
export const pageAssumptions = {
  localPorts: {
    id: "PAGE-EXCHANGE-01",
    basis: "UNKNOWN",
    concerns: "clients",
    evidence:
      "Assumed: the sign-in page looks for the client at the five ports of the NHS's public signing client (43487, 44213, 45031, 46478 and 48853). At each port it calls GET /PRS/GetPortNumber.",
    check: "Record a sign-in with Smartcard Connect in the browser's developer tools.",
    options: ["--har"],
  },
  localAuthentication: {
    id: "PAGE-EXCHANGE-02",
    basis: "OURS",
    evidence:
      "The sign-in page sends challenge and relyingParty to the client with POST /authentication/authenticate. The client answers with a signed assertion. The real exchange is not public.",
    check: "Record a sign-in with Smartcard Connect in the browser's developer tools.",
    options: ["--har"],
  },
  challenge: {
    id: "PAGE-EXCHANGE-03",
    basis: "OURS",
    evidence:
      "A challenge is 32 random bytes in Base64, and the card signs it. The real client may use mutual TLS, CMS or a raw signature instead.",
    check: "Record a sign-in with Smartcard Connect in the browser's developer tools.",
    options: ["--har"],
  },
  renewalPrompt: {
    id: "PAGE-EXCHANGE-04",
    basis: "UNKNOWN",
    concerns: "people",
    evidence: "Question: with Smartcard Connect, does CIS2 show the prompt to renew a smartcard, and on which page?",
    check: "Sign in with a card that expires within 90 days, and look for the prompt.",
    options: [],
  },
  cookies: {
    id: "PAGE-COOKIES-01",
    basis: "UNKNOWN",
    concerns: "clients",
    evidence: "Assumed: CIS2's cookies are HttpOnly and SameSite=Lax. With TLS they are also Secure.",
    check: "Record a sign-in in the browser's developer tools.",
    options: ["--har"],
  },
  authenticatorForm: {
    id: "PAGE-FORMS-01",
    basis: "INFERENCE",
    evidence:
      'An NHS page says that the person selects "Smartcard" and then "Continue". We chose the name "authenticator" for the form\'s field.',
    check: "Record a sign-in in the browser's developer tools.",
    options: ["--har"],
  },
  roleForm: {
    id: "PAGE-FORMS-02",
    basis: "INFERENCE",
    evidence:
      "The person selects a role with one click on the element #nhsRoleId_<role id>. We conclude this from code for the development environment.",
    check: "Record the sign-in of a person with several roles.",
    options: ["--har"],
  },
  consent: {
    id: "PAGE-CONSENT-01",
    basis: "INFERENCE",
    evidence:
      "If a request has prompt=consent, CIS2 answers with the error consent_required. We conclude this because no public text describes a consent page.",
    check: "Record a request with prompt=consent.",
    options: ["--har"],
  },
  scopesSupported: {
    id: "PAGE-DISCOVERY-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: scopes_supported in the discovery document lists the scopes on CIS2's page about scopes. The real list is not public.",
    check: "Read scopes_supported in the discovery document.",
    options: ["--issuer"],
  },
  claimsSupported: {
    id: "PAGE-DISCOVERY-02",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: claims_supported in the discovery document lists the claims that public NHS code reads. The real list is not public.",
    check: "Read claims_supported in the discovery document.",
    options: ["--issuer"],
  },
  clientSecretBasic: {
    id: "PAGE-DISCOVERY-03",
    basis: "INFERENCE",
    evidence:
      "CIS2 accepts client_secret_basic as well as the documented methods, because ForgeRock AM accepts it by default.",
    check: "Read token_endpoint_auth_methods_supported in the discovery document.",
    options: ["--issuer"],
  },
  pkceAdvertised: {
    id: "PAGE-DISCOVERY-04",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence: "Assumed: the discovery document has code_challenge_methods_supported. No NHS text says this.",
    check: "Read the discovery document: does it have code_challenge_methods_supported?",
    options: ["--issuer"],
  },
  refreshTokens: {
    id: "PAGE-TOKENS-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence: "Assumed: a token response has no refresh token. No public text shows a refresh token.",
    check: "Read a token response: does it have refresh_token?",
    options: ["--token-response"],
  },
  opaqueAccessTokens: {
    id: "PAGE-TOKENS-02",
    basis: "INFERENCE",
    evidence:
      "Access tokens are opaque, because the access tokens that suppliers have shown in public are opaque. But a comment in the code of one NHS team mentions JWTs.",
    check: "Read a token response: is access_token a JWT?",
    options: ["--token-response"],
  },
  logoutTokenMembers: {
    id: "PAGE-LOGOUT-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence: "Assumed: a logout token has iss, sub, aud, iat, jti, sid and events, as in the tests of NHS teams.",
    check: "Keep a logout token that your system gets, and decode it.",
    options: ["--logout-token"],
  },
  connectionManager: {
    id: "PAGE-CONNMAN-01",
    basis: "INFERENCE",
    evidence:
      "Connection Manager is the CIS2 service that registers relying parties. Its answers have the secret of a registration in client_config. Errors have the form that the web framework FastAPI gives them.",
    check: "Create a registration at the real Connection Manager.",
    options: [],
  },
  passcodeWindow: {
    id: "PAGE-WORDING-01",
    basis: "UNKNOWN",
    concerns: "people",
    evidence:
      "Question: what is the text in Smartcard Connect's windows? The NHS page only says that the person enters the passcode and selects OK.",
    check: "Sign in with Smartcard Connect, and read its windows.",
    options: [],
  },
  series8Applet: {
    id: "PAGE-SERIES8-01",
    basis: "INFERENCE",
    evidence:
      "A series 8 card has the applet AuthentIC 3.2 by Oberthur, on a Cosmo v7 card. The card has plain PKCS #15 files and RSA-2048 keys.",
    check: "Record a sign-in with a real card, with `cis2-testkit record`.",
    options: [],
  },
  series9Certificates: {
    id: "PAGE-SERIES9-01",
    basis: "UNKNOWN",
    concerns: "clients",
    evidence:
      "Assumed: authentication certificates of series 9 cards have the same form as those of series 8 cards. No public source shows a certificate of a series 9 card.",
    check: "Record a sign-in with a real card, with `cis2-testkit record`.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
