import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from "@peculiar/x509";
import { systemClock } from "../../foundation/clock.ts";
import { secureRandom } from "../../foundation/random.ts";
import type { KeyStore } from "../keys/key-store.ts";
import { Authority } from "./authority.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** Browsers accept no longer life (CA/Browser Forum Baseline Requirements, 6.3.2). */
const lifeDays = 397;

/** A server's certificate and key, and the authority to trust for it, all PEM. */
export interface ServerIdentity {
  readonly certificate: string;
  readonly privateKey: string;
  readonly authority: string;
}

/**
 * A certificate for a TLS server of these names and addresses, from an authority for servers alone: who trusts it trusts
 * no smartcard. Both keys come from the key store, so that the authority stays the same from run to run. Validity is
 * counted from the machine's time, by which TLS clients judge it. For tests of TLS clients the certificate is also one that
 * has expired, or one of an authority that nobody is told of.
 */
export async function serverIdentity(
  hosts: readonly string[],
  keys: Pick<KeyStore, "keyPair">,
  wrong?: "untrusted" | "expired",
): Promise<ServerIdentity> {
  const [authorityKeys, server] = await Promise.all([
    keys.keyPair(wrong === "untrusted" ? "authority-untrusted" : "authority-server", "rsa-2048"),
    keys.keyPair("server", "rsa-2048"),
  ]);
  const authority = await Authority.create("C=GB, O=cis2-testkit, OU=CA, CN=EMULATED Server Authority", authorityKeys);
  const now = systemClock.now().getTime();
  const der = await authority.issue({
    subject: [{ O: ["cis2-testkit"] }, { CN: ["EMULATED CIS2"] }],
    publicKey: server.publicKey,
    notBefore: new Date(now - 2 * dayMs),
    notAfter: new Date(wrong === "expired" ? now - dayMs : now + (lifeDays - 2) * dayMs),
    serialNumber: `40${Buffer.from(secureRandom.bytes(15)).toString("hex")}`,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value })),
      ),
    ],
  });
  return {
    certificate: pem(der),
    privateKey: server.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    authority: pem(authority.der),
  };
}

function pem(der: Uint8Array): string {
  return new X509Certificate(der).toString();
}
