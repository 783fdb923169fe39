import type { EmulatedAuthorities } from "../pki/index.ts";
import { parseCertificate, type CertificatePurpose } from "../pki/index.ts";
import { certificateOn, withCertificate, type CardImage } from "../virtual-card/index.ts";

/**
 * The same card with certificates that ended, or will end, at an instant: for the same keys and person, with the same
 * serial numbers, three years long.
 */
export async function expireCard(
  image: CardImage,
  notAfter: Date,
  authorities: EmulatedAuthorities,
): Promise<CardImage> {
  const notBefore = new Date(notAfter);
  notBefore.setUTCFullYear(notBefore.getUTCFullYear() - 3);
  const reissue = async (card: CardImage, purpose: CertificatePurpose) => {
    const der = certificateOn(card, purpose);
    if (der === undefined) return card;
    const { commonName = "", publicKey, serialNumber } = parseCertificate(der);
    const [userId = "", givenName = "", familyName = ""] = commonName.split("_");
    const given = { userId, publicKey, serialNumber, notBefore, notAfter };
    const issued =
      purpose === "authentication"
        ? await authorities.issueAuthenticationCertificate(given)
        : await authorities.issueSigningCertificate({ ...given, givenName, familyName });
    return withCertificate(card, purpose, issued);
  };
  return reissue(await reissue(image, "authentication"), "signing");
}
