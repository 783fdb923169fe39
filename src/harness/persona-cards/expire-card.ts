import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { EmulatedAuthorities } from "../../pki/index.ts";
import { MalformedCertificateError, parseCertificate, type CertificatePurpose } from "../../pki/index.ts";
import { certificateOn, withCertificate } from "../../virtual-card/image/card-contents.ts";
import type { CardImage } from "../../virtual-card/image/card-image.ts";

/**
 * The same card with certificates that ended, or will end, at an instant: for the same keys and person, with the same
 * serial numbers, three years long. Rejects with DATA_FILE_INVALID if a certificate on the card is damaged.
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
    const { commonName = "", publicKey, serialNumber } = readCertificate(der, purpose);
    // A name can have underscores itself; put together again, the common name is the same.
    const [userId = "", givenName = "", ...familyNames] = commonName.split("_");
    const familyName = familyNames.join("_");
    const given = { userId, publicKey, serialNumber, notBefore, notAfter };
    const issued =
      purpose === "authentication"
        ? await authorities.issueAuthenticationCertificate(given)
        : await authorities.issueSigningCertificate({ ...given, givenName, familyName });
    return withCertificate(card, purpose, issued);
  };
  return reissue(await reissue(image, "authentication"), "signing");
}

function readCertificate(der: Uint8Array, purpose: CertificatePurpose) {
  try {
    return parseCertificate(der);
  } catch (cause) {
    if (!(cause instanceof MalformedCertificateError)) throw cause;
    const reason = `its ${purpose} certificate cannot be read`;
    throw new TestkitError("DATA_FILE_INVALID", { file: "the card", reason }, { cause });
  }
}
