import type { Assumption } from "./assumption.ts";

/** What the pages of the documentation assume, beside settings and requirements. */
export const pageAssumptions = {
  localPorts: {
    id: "PAGE-EXCHANGE-01",
    basis: "UNKNOWN",
    concerns: "clients",
    evidence:
      "Assumed: the sign-in page finds the client on the ports of the NHS's public signing client (43487, 44213, 45031, 46478, 48853), by GET /PRS/GetPortNumber.",
    check: "Record a sign-in with Smartcard Connect in the browser's developer tools.",
    options: ["--har"],
  },
  localAuthentication: {
    id: "PAGE-EXCHANGE-02",
    basis: "OURS",
    evidence:
      "The page sends challenge and relyingParty to POST /authentication/authenticate, and gets a signed assertion. The real exchange is not public.",
    check: "Record a sign-in with Smartcard Connect in the browser's developer tools.",
    options: ["--har"],
  },
  challenge: {
    id: "PAGE-EXCHANGE-03",
    basis: "OURS",
    evidence: "A challenge is 32 random bytes in Base64. The real client may use mutual TLS, CMS or a raw signature.",
    check: "Record a sign-in with Smartcard Connect in the browser's developer tools.",
    options: ["--har"],
  },
  renewalPrompt: {
    id: "PAGE-EXCHANGE-04",
    basis: "UNKNOWN",
    concerns: "people",
    evidence: "Question: does the prompt to renew appear with Smartcard Connect, and on which page?",
    check: "Sign in with a card that expires within 90 days, and look for the prompt.",
    options: [],
  },
  cookies: {
    id: "PAGE-COOKIES-01",
    basis: "UNKNOWN",
    concerns: "clients",
    evidence: "Assumed: cookies of the provider are HttpOnly and SameSite=Lax; over TLS they are Secure as well.",
    check: "Record a sign-in in the browser's developer tools.",
    options: ["--har"],
  },
  authenticatorForm: {
    id: "PAGE-FORMS-01",
    basis: "INFERENCE",
    evidence: 'The person selects "Smartcard" and "Continue" (FACT) in a form with the field authenticator (ours).',
    check: "Record a sign-in in the browser's developer tools.",
    options: ["--har"],
  },
  roleForm: {
    id: "PAGE-FORMS-02",
    basis: "INFERENCE",
    evidence:
      "One click on #nhsRoleId_<role id> selects the role. We read this in code for the development environment.",
    check: "Record the sign-in of a person with several roles.",
    options: ["--har"],
  },
  consent: {
    id: "PAGE-CONSENT-01",
    basis: "INFERENCE",
    evidence: "prompt=consent gives the error consent_required, because no public text describes a consent page.",
    check: "Record a request with prompt=consent.",
    options: ["--har"],
  },
  scopesSupported: {
    id: "PAGE-DISCOVERY-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence: "Assumed: scopes_supported has the scopes of the scopes page. The real array is not public.",
    check: "Read the discovery document.",
    options: ["--issuer"],
  },
  claimsSupported: {
    id: "PAGE-DISCOVERY-02",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence: "Assumed: claims_supported has the claims that NHS teams read. The real array is not public.",
    check: "Read the discovery document.",
    options: ["--issuer"],
  },
  clientSecretBasic: {
    id: "PAGE-DISCOVERY-03",
    basis: "INFERENCE",
    evidence:
      "client_secret_basic is accepted as well as the documented methods, because it is a default of ForgeRock AM.",
    check: "Read token_endpoint_auth_methods_supported of the discovery document.",
    options: ["--issuer"],
  },
  pkceAdvertised: {
    id: "PAGE-DISCOVERY-04",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence: "Assumed: the discovery document has code_challenge_methods_supported. No NHS text says so.",
    check: "Read the discovery document.",
    options: ["--issuer"],
  },
  refreshTokens: {
    id: "PAGE-TOKENS-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence: "Assumed: a token response has no refresh token. No public text shows one.",
    check: "Read a token response.",
    options: ["--token-response"],
  },
  opaqueAccessTokens: {
    id: "PAGE-TOKENS-02",
    basis: "INFERENCE",
    evidence: "Access tokens are opaque, as suppliers have shown them. A comment of one NHS team speaks of JWTs.",
    check: "Read a token response.",
    options: ["--token-response"],
  },
  logoutTokenMembers: {
    id: "PAGE-LOGOUT-01",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence: "Assumed: a logout token has iss, sub, aud, iat, jti, sid and events, as NHS tests model it.",
    check: "Keep a logout token that your system gets.",
    options: ["--logout-token"],
  },
  connectionManager: {
    id: "PAGE-CONNMAN-01",
    basis: "INFERENCE",
    evidence: "The secret of a registration is in client_config, and errors have FastAPI's form.",
    check: "Create a registration at the real Connection Manager.",
    options: [],
  },
  passcodeWindow: {
    id: "PAGE-WORDING-01",
    basis: "UNKNOWN",
    concerns: "people",
    evidence:
      "Question: what do Smartcard Connect's windows say? The NHS page says: enter your passcode and select OK.",
    check: "Sign in with Smartcard Connect, and read its windows.",
    options: [],
  },
  series8Applet: {
    id: "PAGE-SERIES8-01",
    basis: "INFERENCE",
    evidence: "A series 8 card has Oberthur's AuthentIC 3.2 on Cosmo v7, with plain PKCS #15 and RSA-2048 keys.",
    check: "Record a sign-in with a real card: cis2-testkit record.",
    options: [],
  },
  series9Certificates: {
    id: "PAGE-SERIES9-01",
    basis: "UNKNOWN",
    concerns: "clients",
    evidence:
      "Assumed: authentication certificates of series 9 have the same form as those of series 8. No public source shows one.",
    check: "Record a sign-in with a real card: cis2-testkit record.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
