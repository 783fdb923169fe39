import type { FaultName } from "../../fake-cis2/index.ts";
import { idToken, type InvalidSignIn } from "./invalid-sign-in.ts";
import { must, should } from "./rules.ts";

const trustsTls =
  "OpenID Connect Core 3.1.3.7 (6) allows a relying party to trust the TLS of the token endpoint instead. Public NHS code verifies the signature.";
const verify = `Accept only RS256. In the key set, find the key that has the token's kid, and verify the signature with this key. ${trustsTls}`;
const notByHeader = "Use only keys from the key set of CIS2. Never use a key from the token's header.";
const notBySecret = "Accept only RS256. A public key must never be the secret of an HMAC.";
const signed = must("tracker", "packages/common/authFunctions/src/cis2.ts");
const oneAlgorithm = must("jwtPractice", "3.1");
const trustedKeys = must("jwtPractice", "3.10");

const byHmac = (form: string) =>
  idToken(
    oneAlgorithm,
    `the ID token was signed with HS256, with the published public key (${form}) as the secret`,
    notBySecret,
  );
const byHeader = (member: string) =>
  idToken(trustedKeys, `the ID token was signed with a key from its own header (${member})`, notByHeader);

/** Whether a relying party notices only if it verifies signatures at all; that it looks at `alg` is not enough. */
export function takesVerifying(fault: string): boolean {
  return fault in invalidSignatures && !fault.startsWith("algorithm-none");
}

/** What is said of a relying party that verifies no signature at all; more than this would say the same again. */
const ofNone: readonly string[] = ["bad-signature", "foreign-signature"];

/** The finding about a relying party that verifies none; undefined if the fault says no more than others have said. */
export function verifiesNone(fault: string, { what }: { readonly what: string }) {
  if (!ofNone.includes(fault)) return undefined;
  return {
    what: what.replace(/^The relying party/, "The relying party does not verify signatures of ID tokens: it"),
    cure: verify,
    rule: should("tracker", "packages/common/authFunctions/src/cis2.ts"),
  };
}

/** ID tokens that CIS2 did not sign with its own key and algorithm. */
export const invalidSignatures = {
  "algorithm-none": idToken(
    must("core", "3.1.3.7 (6)", "#IDTokenValidation"),
    "the ID token was not signed (alg: none)",
    "Accept only RS256. Never accept a token without a signature.",
  ),
  "algorithm-none-without-kid": idToken(
    must("core", "3.1.3.7 (6)", "#IDTokenValidation"),
    "the ID token was not signed (alg: none, no kid)",
    "Accept only RS256. Never accept a token without a signature.",
  ),
  "bad-signature": idToken(signed, "the ID token's signature was wrong", verify),
  "foreign-signature": idToken(signed, "the ID token was signed with a key that CIS2 does not publish", verify),
  "foreign-signature-without-kid": idToken(
    signed,
    "the ID token named no key (kid), and was signed with a key that CIS2 does not publish",
    verify,
  ),
  "unknown-key": idToken(signed, "the ID token named a key (kid) that CIS2 does not publish", verify),
  "withdrawn-key": idToken(
    must("core", "10.1.1", "#RotateSigKeys"),
    "the ID token was signed with a key that CIS2 no longer publishes",
    "When you read the key set again, replace all your keys with it. Do not keep the old ones.",
  ),
  "hmac-with-public-pem": byHmac("PEM"),
  "hmac-with-public-pem-trimmed": byHmac("PEM without its last line break"),
  "hmac-with-public-pkcs1-pem": byHmac("PKCS #1 PEM"),
  "hmac-with-public-der": byHmac("DER"),
  "hmac-with-public-modulus": byHmac("its modulus"),
  "hmac-with-client-secret": idToken(
    should("core", "3.1.3.7 (7)", "#IDTokenValidation"),
    "the ID token was signed with HS256 and the client secret",
    "Accept only RS256, the algorithm that CIS2 signs with.",
  ),
  "other-algorithm": idToken(
    should("core", "3.1.3.7 (7)", "#IDTokenValidation"),
    "the ID token was not signed with the algorithm that CIS2 publishes for its key",
    "Accept only the algorithm that CIS2 signs with. The NHS API platform accepts RS256 and RS512.",
  ),
  "key-in-header-jwk": byHeader("jwk"),
  "key-in-header-jku": byHeader("jku"),
  "key-in-header-x5c": byHeader("x5c"),
} satisfies Partial<Record<FaultName, InvalidSignIn>>;
