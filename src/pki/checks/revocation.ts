import "reflect-metadata";
import { PublicKey, X509Crl } from "@peculiar/x509";
import type { Certificate } from "../certificate.ts";
import { canonicalSerialNumber } from "../serial-number.ts";

/** A certificate revocation list (RFC 5280 section 5), its signature verified. */
export interface RevocationList {
  readonly issuer: string;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date | undefined;
  /** Serial numbers, hexadecimal, lower case. */
  readonly revoked: ReadonlySet<string>;
}

/** Reads a DER revocation list. Throws if it cannot be read, or was not signed by the authority. */
export async function parseRevocationList(der: Uint8Array, authority: Certificate): Promise<RevocationList> {
  const list = new X509Crl(Buffer.from(der));
  const spki = authority.publicKey.export({ type: "spki", format: "der" });
  const publicKey = new PublicKey(spki);
  if (list.issuer !== authority.subject || !(await list.verify({ publicKey }))) {
    throw new TypeError(`the revocation list was not signed by ${authority.subject}`);
  }
  return {
    issuer: list.issuer,
    thisUpdate: list.thisUpdate,
    nextUpdate: list.nextUpdate,
    revoked: new Set(
      list.entries.map(({ serialNumber }) => canonicalSerialNumber(serialNumber) ?? serialNumber.toLowerCase()),
    ),
  };
}

/** Whether one of the lists is the certificate's issuer's and names its serial number. */
export function isRevoked(
  { issuer, serialNumber }: Pick<Certificate, "issuer" | "serialNumber">,
  lists: Iterable<RevocationList>,
): boolean {
  return [...lists].some((list) => list.issuer === issuer && list.revoked.has(serialNumber));
}
