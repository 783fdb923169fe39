import {
  CertificateChoices,
  CertificateSet,
  CMSVersion,
  ContentInfo,
  DigestAlgorithmIdentifier,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignatureAlgorithmIdentifier,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from "@peculiar/asn1-cms";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import { Certificate } from "@peculiar/asn1-x509";

const sha1 = "1.3.14.3.2.26";
const rsaEncryption = "1.2.840.113549.1.1.1";
const data = "1.2.840.113549.1.7.1";
const signedData = "1.2.840.113549.1.7.2";
const header = [
  "MIME-Version: 1.0",
  'Content-Disposition: attachment; filename="smime.p7m"',
  'Content-Type: application/x-pkcs7-mime; name="smime.p7m"',
  "Content-Transfer-Encoding: base64",
];

/** The challenge with its signature and the card's certificate, as the MIME part that `gas` takes: Base64. */
export function wrapSignature(challenge: Uint8Array, signature: Uint8Array, certificate: Uint8Array): string {
  const parsed = AsnConvert.parse(certificate, Certificate);
  const { issuer, serialNumber } = parsed.tbsCertificate;
  const digest = new DigestAlgorithmIdentifier({ algorithm: sha1, parameters: null });
  const signed = new SignedData({
    version: CMSVersion.v1,
    digestAlgorithms: new DigestAlgorithmIdentifiers([digest]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: data,
      eContent: new EncapsulatedContent({ single: new OctetString(challenge) }),
    }),
    certificates: new CertificateSet([new CertificateChoices({ certificate: parsed })]),
    signerInfos: new SignerInfos([
      new SignerInfo({
        version: CMSVersion.v1,
        sid: new SignerIdentifier({ issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }) }),
        digestAlgorithm: digest,
        signatureAlgorithm: new SignatureAlgorithmIdentifier({ algorithm: rsaEncryption, parameters: null }),
        signature: new OctetString(signature),
      }),
    ]),
  });
  const info = new ContentInfo({ contentType: signedData, content: AsnConvert.serialize(signed) });
  const content = Buffer.from(AsnConvert.serialize(info)).toString("base64");
  return Buffer.from(`${header.join("\n")}\n\n${content}\n`).toString("base64");
}
