import {
  Attribute,
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

/** What a CMS SignedData consists of, so that a test can change a part. */
export interface CmsParts {
  content: Buffer;
  certificates: Uint8Array[];
  /** The certificate that names the signer. */
  signer: Uint8Array;
  signature: Buffer;
  digest?: string;
  signedAttributes?: boolean;
  version?: CMSVersion;
  contentType?: string;
}

export function signedDataOf(parts: CmsParts): Uint8Array {
  const { digest = "1.3.14.3.2.26", version = CMSVersion.v1, contentType = "1.2.840.113549.1.7.1" } = parts;
  const { issuer, serialNumber } = AsnConvert.parse(parts.signer, Certificate).tbsCertificate;
  const signer = new SignerInfo({
    version,
    sid: new SignerIdentifier({ issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }) }),
    digestAlgorithm: new DigestAlgorithmIdentifier({ algorithm: digest }),
    signatureAlgorithm: new SignatureAlgorithmIdentifier({ algorithm: "1.2.840.113549.1.1.1" }),
    signature: new OctetString(parts.signature),
  });
  if (parts.signedAttributes) {
    const value = AsnConvert.serialize(new OctetString(Buffer.alloc(20)));
    signer.signedAttrs = [new Attribute({ attrType: "1.2.840.113549.1.9.4", attrValues: [value] })];
  }
  const certificates = parts.certificates.map(
    (der) => new CertificateChoices({ certificate: AsnConvert.parse(der, Certificate) }),
  );
  const signed = new SignedData({
    version,
    digestAlgorithms: new DigestAlgorithmIdentifiers([new DigestAlgorithmIdentifier({ algorithm: digest })]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: contentType,
      eContent: new EncapsulatedContent({ single: new OctetString(parts.content) }),
    }),
    certificates: new CertificateSet(certificates),
    signerInfos: new SignerInfos([signer]),
  });
  const info = new ContentInfo({ contentType: "1.2.840.113549.1.7.2", content: AsnConvert.serialize(signed) });
  return new Uint8Array(AsnConvert.serialize(info));
}
