import type { FaultName } from "../../fake-cis2/index.ts";
import { callback, idToken, type InvalidSignIn, policy } from "./invalid-sign-in.ts";
import { invalidSignatures } from "./invalid-signatures.ts";
import { refusals } from "./refusals.ts";
import { must, should } from "./rules.ts";

const validation = (step: string) => must("core", `3.1.3.7 (${step})`, "#IDTokenValidation");
const requiredClaim = must("core", "2", "#IDToken");
const issuer =
  "Compare iss with the issuer in your configuration. Every character must be the same, including the port.";
const audience = "Compare aud with your client id. Every character must be the same.";
const state = "Before you use the code, compare state with the one that you sent for this browser's session.";
const nonce = "Compare the ID token's nonce with the one that you sent for this browser's session.";
const missing = (claim: string) =>
  idToken(requiredClaim, `the ID token had no ${claim}`, `Refuse an ID token without ${claim}.`);
const wrongIssuer = (description: string) => idToken(validation("2"), `the ID token's iss was ${description}`, issuer);
const assured = must("mavis", "pull request 1792", "/pull/1792");

const invalidCallbacks = {
  "tokens-instead-of-code": callback(
    must("nhs", "sign-in journey", "sign-in-journey"),
    "the browser brought an ID token and an access token instead of a code",
    "Accept only a code from the browser: CIS2 supports the authorization code flow only.",
  ),
  "wrong-state": callback(must("oauth", "10.12", "#section-10.12"), "state was not the one that it had sent", state),
  "missing-state": callback(must("oauth", "10.12", "#section-10.12"), "there was no state", state),
  "wrong-response-issuer": callback(
    should("responseIssuer", "2.4", "#section-2.4"),
    "the authorization response named another issuer (iss), and the discovery document says that responses name the issuer",
    "Before you use the code, compare iss of the response with the issuer. For a system with several issuers this is a MUST.",
  ),
  "missing-response-issuer": callback(
    should("responseIssuer", "2.4", "#section-2.4"),
    "the authorization response named no issuer (iss), and the discovery document says that responses name the issuer",
    "Refuse a response without iss. For a system with several issuers this is a MUST.",
  ),
  "missing-code": callback(
    must("oauth", "4.1.2", "#section-4.1.2"),
    "the browser came back without a code",
    "Show a page that says that the sign-in did not work, and do not ask CIS2 for a token.",
  ),
} satisfies Partial<Record<FaultName, InvalidSignIn>>;

const invalidIdTokens = {
  "wrong-nonce": idToken(validation("11"), "the ID token's nonce was not the one that it had sent", nonce),
  "nonce-other-case": idToken(validation("11"), "the ID token's nonce had upper and lower case letters swapped", nonce),
  "missing-nonce": idToken(validation("11"), "the ID token had no nonce, and the relying party had sent one", nonce),
  "wrong-issuer": wrongIssuer("https://issuer.invalid"),
  "issuer-other-case": wrongIssuer("the issuer with its path in capital letters"),
  "issuer-trailing-slash": wrongIssuer("the issuer with an extra slash at the end"),
  "issuer-longer": wrongIssuer("the issuer followed by more characters"),
  "issuer-inside": wrongIssuer("another address that has the issuer inside it"),
  "missing-issuer": missing("iss"),
  "wrong-audience": idToken(validation("3"), "the ID token was for another client id (aud)", audience),
  "audience-longer": idToken(
    validation("3"),
    "the ID token was for a client id (aud) that only begins with yours",
    audience,
  ),
  "missing-audience": missing("aud"),
  "extra-audience": idToken(
    validation("3"),
    "the ID token had a second audience, and named it as the authorized party (azp)",
    "Refuse audiences that you do not trust. If there is an azp, compare it with your client id.",
  ),
  "wrong-authorized-party": idToken(
    should("core", "3.1.3.7 (4)", "#IDTokenValidation"),
    "the ID token named another authorized party (azp)",
    "If there is an azp, compare it with your client id.",
  ),
  expired: idToken(
    validation("9"),
    "the ID token had expired an hour ago (exp)",
    "Refuse a token if its exp is more than a few seconds ago.",
  ),
  "missing-expiry": missing("exp"),
  "missing-issued-at": missing("iat"),
  "missing-subject": missing("sub"),
  "issued-in-the-future": idToken(
    should("tracker", "packages/common/authFunctions/src/cis2.ts"),
    "the ID token was issued an hour from now (iat)",
    "Refuse a token if its iat is more than a few seconds in the future. OpenID Connect Core 3.1.3.7 (10) does not say whether you must.",
  ),
  "not-yet-valid": idToken(
    must("jwt", "4.1.5", "#section-4.1.5"),
    "the ID token was not valid yet (nbf was in an hour)",
    "Refuse a token if its nbf is more than a few seconds in the future.",
  ),
  malformed: idToken(validation("1"), "the ID token was not a JWT", "Refuse a token that is not a JWT."),
  "missing-id-token": idToken(
    must("core", "3.1.3.3", "#TokenResponse"),
    "the token response had no ID token",
    "Refuse a token response without an ID token: userinfo alone does not show that a person signed in.",
  ),
} satisfies Partial<Record<FaultName, InvalidSignIn>>;

const refusedByPolicy = {
  "stale-authentication": policy(
    assured,
    "the person had authenticated a day ago (auth_time)",
    "Refuse an auth_time that is older than the max_age you send. Public NHS code allows five minutes.",
  ),
  "old-authentication": policy(
    should("core", "3.1.3.7 (13)", "#IDTokenValidation"),
    "the person had authenticated twenty minutes ago (auth_time), which is longer than max_age allows",
    "Compare auth_time with the max_age you send.",
  ),
  "missing-authentication-time": policy(
    assured,
    "the ID token did not say when the person authenticated (auth_time)",
    "Treat a missing auth_time as too old.",
  ),
  "low-authentication-assurance": policy(
    assured,
    "the person had authenticated with user name and password (acr AAL1_USERPASS, authentication_assurance_level 1)",
    "Compare acr or authentication_assurance_level with the level you need. It is not enough to ask for it in acr_values.",
  ),
  "lower-authentication-assurance": policy(
    must("screening", "manage_breast_screening/auth/views.py"),
    "it had asked for AAL3 and the person had authenticated at AAL2 (acr AAL2_TOTP, authentication_assurance_level 2)",
    "Compare acr or authentication_assurance_level with the level you asked for. If AAL2 is enough, ask for AAL2_OR_AAL3_ANY.",
  ),
  "missing-authentication-assurance": policy(
    assured,
    "the ID token did not say how the person had authenticated (neither acr nor authentication_assurance_level)",
    "Treat a missing level as too low.",
  ),
  "low-identity-assurance": policy(
    assured,
    "the person's identity was assured at level 1 (id_assurance_level)",
    "Compare id_assurance_level with the level you need, which is 3. The claim may be a string or an integer.",
  ),
  "missing-identity-assurance": policy(
    assured,
    "the ID token did not say at which level the person's identity was assured (id_assurance_level)",
    "Treat a missing id_assurance_level as too low.",
  ),
  "userinfo-missing-subject": policy(
    must("core", "5.3.2", "#UserInfoResponse"),
    "userinfo did not say who it was about (sub)",
    "Refuse userinfo without sub, or do not use it.",
  ),
  "unknown-selected-role": policy(
    must("tracker", "packages/common/authFunctions/src"),
    "selected_roleid was none of the person's roles",
    "Look up selected_roleid in nhsid_nrbac_roles, and refuse a role that is not in this list.",
  ),
  "empty-selected-role": policy(
    must("tracker", "packages/common/authFunctions/src"),
    "selected_roleid was empty",
    "If you need to know the role, refuse an empty selected_roleid.",
  ),
} satisfies Partial<Record<FaultName, InvalidSignIn>>;

export const invalidSignIns = {
  ...invalidCallbacks,
  ...invalidIdTokens,
  ...invalidSignatures,
  ...refusedByPolicy,
  ...refusals,
};

export type InvalidSignInName = keyof typeof invalidSignIns;

/** Throws if there is none of that name. */
export function invalidSignInNamed(name: string): InvalidSignIn & { readonly name: InvalidSignInName } {
  if (!isInvalidSignIn(name)) throw new TypeError(`no invalid sign-in is called "${name}"`);
  return { name, ...invalidSignIns[name] };
}

function isInvalidSignIn(name: string): name is InvalidSignInName {
  return name in invalidSignIns;
}
