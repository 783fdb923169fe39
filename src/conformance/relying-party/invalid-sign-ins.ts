import type { FaultName } from "../../fake-cis2/index.ts";

/** The last thing a relying party may do with a sign-in that is invalid in this way. */
export type LastStep = "none" | "token request" | "userinfo request";

/** A sign-in with one thing wrong that the relying party must notice, in the words a developer needs. */
export interface InvalidSignIn {
  /** What was wrong with what the relying party got. */
  readonly wrong: string;
  /** What it has to do about it. */
  readonly cure: string;
  readonly lastStep: LastStep;
}

const idToken = (wrong: string, cure: string): InvalidSignIn => ({ wrong, cure, lastStep: "token request" });
const policy = (wrong: string, cure: string): InvalidSignIn => ({ wrong, cure, lastStep: "userinfo request" });
const state = "Compare state with the one this browser's session began the sign-in with, before using the code.";
const nonce = "Compare the ID token's nonce with the one this browser's session began the sign-in with.";
const algorithm =
  "Accept RS256 alone, and check the signature with the key of the key set that has the token's kid. OpenID Connect " +
  "Core 3.1.3.7 (6) lets a relying party trust the TLS of the token endpoint instead; public NHS code does not.";

export const invalidSignIns = {
  "tokens-instead-of-code": {
    wrong: "the browser brought it an ID token and an access token instead of a code",
    cure: "Take nothing but a code from the browser; CIS2 supports the authorization code flow only.",
    lastStep: "none",
  },
  "wrong-state": { wrong: "state was not the one it had sent", cure: state, lastStep: "none" },
  "missing-state": { wrong: "state was missing", cure: state, lastStep: "none" },
  "wrong-nonce": idToken("the ID token's nonce was not the one it had sent", nonce),
  "missing-nonce": idToken("the ID token had no nonce although one was sent", nonce),
  "wrong-issuer": idToken(
    "the ID token's iss was https://issuer.invalid",
    "Compare iss with the issuer you are set up with, character by character, the port included.",
  ),
  "wrong-audience": idToken(
    "the ID token was made for another client id (aud)",
    "Compare aud with your own client id.",
  ),
  "extra-audience": idToken(
    "the ID token named a second audience, and that one as its authorized party (azp)",
    "Refuse audiences you do not trust, and compare azp, where there is one, with your own client id.",
  ),
  expired: idToken(
    "the ID token had expired an hour ago (exp)",
    "Refuse a token whose exp has passed, by more than a few seconds.",
  ),
  "algorithm-none": idToken(
    "the ID token was not signed (alg: none)",
    "Accept RS256 alone; a token without a signature never.",
  ),
  "bad-signature": idToken("the ID token's signature was wrong", algorithm),
  "foreign-signature": idToken("the ID token was signed with a key that CIS2 does not publish", algorithm),
  "unknown-key": idToken("the ID token named a key (kid) that CIS2 does not publish", algorithm),
  "stale-authentication": policy(
    "the person had authenticated a day ago (auth_time)",
    "Refuse an auth_time that is older than you ask for with max_age; public NHS code allows five minutes.",
  ),
  "missing-authentication-time": policy(
    "the ID token did not say when the person authenticated (auth_time)",
    "Treat a missing auth_time as too old.",
  ),
  "low-authentication-assurance": policy(
    "the person had authenticated with user name and password (acr AAL1_USERPASS, authentication_assurance_level 1)",
    "Compare acr or authentication_assurance_level with what you need; asking for it in acr_values does not do.",
  ),
  "low-identity-assurance": policy(
    "the person's identity was assured at level 1 (id_assurance_level)",
    "Compare id_assurance_level, which may be a string or an integer, with the level you need: 3.",
  ),
  "missing-identity-assurance": policy(
    "the ID token did not say how the person's identity was assured (id_assurance_level)",
    "Treat a missing id_assurance_level as too low.",
  ),
  "userinfo-wrong-subject": policy(
    "userinfo was about another person (sub) than the ID token",
    "Compare userinfo's sub with the ID token's before using anything of it.",
  ),
  "unknown-selected-role": policy(
    "selected_roleid was none of the person's roles",
    "Look selected_roleid up in nhsid_nrbac_roles, and refuse one that is not there.",
  ),
  "empty-selected-role": policy(
    "selected_roleid was empty",
    "Refuse an empty selected_roleid where you need to know the role.",
  ),
  "client-refused": {
    wrong: "CIS2 refused its token request (invalid_client)",
    cure: errorCure(),
    lastStep: "token request",
  },
  "access-denied": {
    wrong: "CIS2 sent the browser back with error=access_denied",
    cure: errorCure(),
    lastStep: "none",
  },
} satisfies Partial<Record<FaultName, InvalidSignIn>>;

export type InvalidSignInName = keyof typeof invalidSignIns;

/** Throws a TypeError if there is no such name. */
export function invalidSignInNamed(name: string): InvalidSignIn & { readonly name: InvalidSignInName } {
  if (!isInvalidSignInName(name)) throw new TypeError(`no invalid sign-in is called "${name}"`);
  return { name, ...invalidSignIns[name] };
}

function isInvalidSignInName(name: string): name is InvalidSignInName {
  return name in invalidSignIns;
}

function errorCure(): string {
  return "Show a page that says that signing in did not work, with a way to try again, and start no session.";
}
