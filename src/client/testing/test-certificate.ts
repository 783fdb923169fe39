import "reflect-metadata";
import { generateKeyPairSync, webcrypto, type KeyObject } from "node:crypto";
import { X509CertificateGenerator } from "@peculiar/x509";

export interface TestIdentity {
  readonly certificate: Uint8Array;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const kinds = {
  "rsa-2048": () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  "p-256": () => generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  "p-384": () => generateKeyPairSync("ec", { namedCurve: "secp384r1" }),
  ed25519: () => generateKeyPairSync("ed25519"),
};

/** A key pair and a certificate for it, for tests that need nobody to trust it. */
export async function testIdentity(kind: keyof typeof kinds = "p-256"): Promise<TestIdentity> {
  const { publicKey, privateKey } = kinds[kind]();
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const issuer = await webcrypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: "01",
    subject: "O=nhs, OU=people, CN=555000000001",
    issuer: "CN=Test",
    notBefore: new Date("2026-01-01T00:00:00Z"),
    notAfter: new Date("2028-12-31T23:59:59Z"),
    publicKey: publicKey.export({ format: "der", type: "spki" }),
    signingKey: issuer.privateKey,
    signingAlgorithm: algorithm,
  });
  return { certificate: new Uint8Array(certificate.rawData), publicKey, privateKey };
}
