import { CMSVersion, ContentInfo, type IssuerAndSerialNumber, SignedData } from "@peculiar/asn1-cms";
import { AsnConvert } from "@peculiar/asn1-schema";
import type { Certificate } from "@peculiar/asn1-x509";
import { invalidInput } from "../gas-refusal.ts";

const signedData = "1.2.840.113549.1.7.2";
const data = "1.2.840.113549.1.7.1";
const sha1 = "1.3.14.3.2.26";
/** rsaEncryption, and sha1WithRSAEncryption. */
const signatureAlgorithms = ["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.5"];

/** What the card signed, as the client wrapped it. Nothing of it is verified. */
export interface SignedChallenge {
  readonly content: Buffer;
  /** DER. */
  readonly certificate: Uint8Array;
  readonly signature: Buffer;
}

/**
 * Reads CMS SignedData version 1 of one signer: SHA-1, the challenge as content, the signer's certificate, no signed
 * attributes. Throws a refusal for all else.
 */
export function readSignedChallenge(cms: Uint8Array): SignedChallenge {
  try {
    return read(cms);
  } catch (cause) {
    throw invalidInput("the response is no CMS SignedData of the protocol", cause);
  }
}

function read(cms: Uint8Array): SignedChallenge {
  const info = AsnConvert.parse(cms, ContentInfo);
  expect(info.contentType === signedData);
  const signed = AsnConvert.parse(info.content, SignedData);
  const { encapContentInfo, certificates, signerInfos } = signed;
  expect(encapContentInfo.eContentType === data);
  const content = encapContentInfo.eContent?.single;
  const [signer, ...others] = signerInfos;
  const [only, ...more] = certificates ?? [];
  const certificate = only?.certificate;
  if (content === undefined || signer === undefined || certificate === undefined) throw new Error("a part is missing");
  expect(
    signed.version === CMSVersion.v1 && signer.version === CMSVersion.v1 && others.length === 0 && more.length === 0,
  );
  expect(signer.signedAttrs === undefined || signer.signedAttrs.length === 0);
  expect(signer.digestAlgorithm.algorithm === sha1);
  expect(signatureAlgorithms.includes(signer.signatureAlgorithm.algorithm));
  const { issuerAndSerialNumber } = signer.sid;
  if (issuerAndSerialNumber === undefined) throw new Error("the signer is not named by issuer and serial number");
  expect(names(issuerAndSerialNumber, certificate));
  return {
    content: Buffer.from(content.buffer),
    certificate: new Uint8Array(AsnConvert.serialize(certificate)),
    signature: Buffer.from(signer.signature.buffer),
  };
}

function names({ issuer, serialNumber }: IssuerAndSerialNumber, { tbsCertificate }: Certificate): boolean {
  const same = (one: ArrayBuffer, other: ArrayBuffer) => Buffer.compare(Buffer.from(one), Buffer.from(other)) === 0;
  return (
    same(AsnConvert.serialize(issuer), AsnConvert.serialize(tbsCertificate.issuer)) &&
    same(serialNumber, tbsCertificate.serialNumber)
  );
}

function expect(holds: boolean): void {
  if (!holds) throw new Error("a part is another than in the protocol");
}
