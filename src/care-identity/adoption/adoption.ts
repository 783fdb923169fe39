import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { type Certificate, parseCertificate } from "../../pki/index.ts";

const der = z.base64().min(1).max(20_000);
const name = z.string().min(1).max(64);

export const adoptionSchema = z.strictObject({
  serial: z
    .string()
    .regex(/^[\w-]{1,64}$/, "must be 1 to 64 letters, digits, _ or -")
    .describe("The serial of the card."),
  series: z.union([z.literal(8), z.literal(9)]).describe("The kind of card: series 8, or series 9 (PIV)."),
  certificates: z
    .strictObject({ authentication: der, signing: der.optional() })
    .describe("The certificates on the card: DER in Base64."),
  issuers: z
    .array(der)
    .max(8)
    .default([])
    .describe(
      "Certificates of the CAs to trust: DER in Base64. Without any, only the card's own certificates are trusted.",
    ),
  persona: z
    .string()
    .default("one-role")
    .describe(
      "The cardholder gets this persona's roles. If the persona file has a cancelled or revoked card for this persona, the adopted card is cancelled or revoked, too.",
    ),
  givenName: name.default("Adopted").describe("The cardholder's given name."),
  familyName: name.default("Cardholder").describe("The cardholder's family name."),
});

/** A card that was not issued here, as its reader sees it: certificates and what identifies it, nothing secret. */
export type AdoptionInput = z.input<typeof adoptionSchema>;
export type Adoption = z.infer<typeof adoptionSchema>;

/** The certificates of an adoption, read: those of the card, and the authorities named with them. */
export interface AdoptedCertificates {
  readonly authentication: Certificate;
  readonly signing?: Certificate;
  readonly issuers: readonly Certificate[];
}

/** Reads and checks what is to be trusted. Throws CARD_NOT_ADOPTABLE. */
export function readAdoption({ certificates, issuers }: Adoption): AdoptedCertificates {
  const authentication = read("its authentication certificate", certificates.authentication);
  const signing = certificates.signing && read("its signing certificate", certificates.signing);
  const authorities = issuers.map((issuer) => read("an issuer's certificate", issuer));
  if (authorities.some(({ isAuthority }) => !isAuthority))
    throw refused("an issuer's certificate is not an authority's");
  for (const certificate of signing ? [authentication, signing] : [authentication]) {
    if (authorities.length > 0 && !authorities.some((issuer) => issued(issuer, certificate))) {
      throw refused(`it has a certificate by "${certificate.issuer}", which is none of the issuers given`);
    }
  }
  return { authentication, ...(signing && { signing }), issuers: authorities };
}

export function issued(authority: Certificate, certificate: Certificate): boolean {
  return authority.subject === certificate.issuer && certificate.isSignedWith(authority.publicKey);
}

function read(what: string, base64: string): Certificate {
  try {
    return parseCertificate(Buffer.from(base64, "base64"));
  } catch (cause) {
    throw new TestkitError("CARD_NOT_ADOPTABLE", { reason: `${what} cannot be read` }, { cause });
  }
}

function refused(reason: string): TestkitError {
  return new TestkitError("CARD_NOT_ADOPTABLE", { reason });
}
