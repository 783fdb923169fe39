import "reflect-metadata";
import { createPublicKey, type JsonWebKey, type KeyObject, webcrypto } from "node:crypto";
import { X509CertificateGenerator } from "@peculiar/x509";
import { CompactSign, decodeJwt } from "jose";
import type { JWK } from "oidc-provider";
import type { Fault, FaultCall } from "./fault.ts";
import { type Header, headerOf, idToken, sign, signingKey } from "./id-token-fault.ts";

/** Signed by HMAC with what everybody can read: the published public key, in one of the forms libraries keep it in. */
function hmacWith(secret: string, secretOf: (key: KeyObject) => Uint8Array): Fault {
  return idToken(`alg is HS256, and the secret is ${secret}`, async (token, call) => {
    const key = createPublicKey({ key: (await signingKey(call)) as JsonWebKey, format: "jwk" });
    return hmac(token, secretOf(key));
  });
}

function hmac(token: string, secret: Uint8Array): Promise<string> {
  const header = { ...headerOf(token), alg: "HS256" };
  return new CompactSign(Buffer.from(JSON.stringify(decodeJwt(token)))).setProtectedHeader(header).sign(secret);
}

const pem = (type: "spki" | "pkcs1") => (key: KeyObject) => Buffer.from(key.export({ format: "pem", type }));
const jwkOf = (key: KeyObject) => key.export({ format: "jwk" });

export const hmacFaults = {
  "hmac-with-public-pem": hmacWith("the published public key as PEM (SPKI)", pem("spki")),
  "hmac-with-public-pem-trimmed": hmacWith(
    "the published public key as PEM (SPKI) without the last line break",
    (key) => Buffer.from(pem("spki")(key).toString().trimEnd()),
  ),
  "hmac-with-public-pkcs1-pem": hmacWith("the published public key as PEM (PKCS #1)", pem("pkcs1")),
  "hmac-with-public-der": hmacWith("the published public key as DER (SPKI)", (key) =>
    key.export({ format: "der", type: "spki" }),
  ),
  "hmac-with-public-modulus": hmacWith("the modulus of the published public key", (key) =>
    Buffer.from(jwkOf(key).n ?? "", "base64url"),
  ),
  "hmac-with-client-secret": {
    ...idToken("alg is HS256, and the secret is the relying party's client secret", (token, { ctx }) =>
      hmac(token, Buffer.from(ctx.oidc.client?.clientSecret ?? "")),
    ),
    applies: (call) => call.ctx.status === 200 && call.ctx.oidc.client?.clientSecret !== undefined,
  },
} satisfies Record<string, Fault>;

/** Signed with a key that is not published and that the header itself brings along. */
function keyInHeader(member: string, value: (key: JWK, call: FaultCall) => unknown): Fault {
  return idToken(
    `the token is signed with an unpublished key, which the token's header gives in ${member}`,
    async (token, call) => {
      const key = await call.signingKeys.unpublished();
      const header: Header = { ...headerOf(token), kid: key.kid, [member]: await value(key, call) };
      return sign(decodeJwt(token), header, key);
    },
  );
}

/** Where the key is, relative to the issuer, that no token may be checked with. */
export const unpublishedKeysPath = "/faults/unpublished-keys";

export const keyInHeaderFaults = {
  "key-in-header-jwk": keyInHeader("jwk", publicJwk),
  "key-in-header-jku": keyInHeader("jku", (_key, { ctx }) => `${ctx.oidc.issuer}${unpublishedKeysPath}`),
  "key-in-header-x5c": keyInHeader("x5c", async (key) => [await selfSigned(key)]),
} satisfies Record<string, Fault>;

/** The public members of a private key. */
export function publicJwk({ kty, n, e, kid, use, alg }: JWK): JWK {
  return { kty, n, e, kid, use, alg };
}

/** A certificate for the key that nobody has issued, Base64. */
async function selfSigned(key: JWK): Promise<string> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const [privateKey, publicKey] = await Promise.all([
    webcrypto.subtle.importKey("jwk", { ...key, key_ops: undefined } as JsonWebKey, algorithm, true, ["sign"]),
    webcrypto.subtle.importKey("jwk", publicJwk(key) as JsonWebKey, algorithm, true, ["verify"]),
  ]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: "CN=Nobody",
    keys: { privateKey, publicKey },
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 3_600_000),
  });
  return Buffer.from(certificate.rawData).toString("base64");
}
