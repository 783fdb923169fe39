import { createHash } from "node:crypto";
import {
  BasicOCSPResponse,
  type CertID,
  CertStatus,
  id_pkix_ocsp_basic,
  id_pkix_ocsp_nonce,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  RevokedInfo,
  SingleResponse,
} from "@peculiar/asn1-ocsp";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import { AlgorithmIdentifier, Certificate as Asn1Certificate, CRLReason, CRLReasons } from "@peculiar/asn1-x509";
import type { Authority, RevocationReason } from "../authorities/authority.ts";

/** What an authority says of one of its certificates. */
export type CertificateStatus =
  | "good"
  // It never issued it.
  | "unknown"
  | { readonly revokedAt: Date; readonly reason?: RevocationReason | undefined };

export interface OcspOptions {
  /** The authorities asked about; each signs the answers about its own certificates. */
  readonly authorities: readonly Authority[];
  /** `serialNumber` is hexadecimal, lower case. */
  readonly statusOf: (authority: Authority, serialNumber: string) => Promise<CertificateStatus>;
  readonly now: Date;
}

const sha256WithRsa = "1.2.840.113549.1.1.11";
const hashes: Readonly<Record<string, string>> = { "1.3.14.3.2.26": "sha1", "2.16.840.1.101.3.4.2.1": "sha256" };
const mostCertificates = 20;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * The DER answer to a DER request of the Online Certificate Status Protocol (RFC 6960), good for one day. A request that
 * cannot be read is answered as malformed, one about certificates of no authority here, or of several, as unauthorized.
 */
export async function answerOcsp(
  request: Uint8Array,
  { authorities, statusOf, now }: OcspOptions,
): Promise<Uint8Array> {
  const asked = parse(request);
  if (asked === undefined) return failed(OCSPResponseStatus.malformedRequest);
  const { requestList, requestExtensions = [] } = asked.tbsRequest;
  const [authority, ...others] = new Set(
    requestList.map(({ reqCert }) => authorities.find((one) => isIssuer(one, reqCert))),
  );
  if (authority === undefined || others.length > 0) return failed(OCSPResponseStatus.unauthorized);
  const responses = await Promise.all(
    requestList.map(async ({ reqCert: certID }) => {
      const status = await statusOf(authority, Buffer.from(certID.serialNumber).toString("hex").toLowerCase());
      const nextUpdate = new Date(now.getTime() + dayMs);
      return new SingleResponse({ certID, certStatus: certStatus(status), thisUpdate: now, nextUpdate });
    }),
  );
  const nonce = requestExtensions.filter(({ extnID }) => extnID === id_pkix_ocsp_nonce);
  const data = new ResponseData({
    responderID: new ResponderID({ byName: subjectOf(authority) }),
    producedAt: now,
    responses,
    ...(nonce.length > 0 && { responseExtensions: nonce }),
  });
  const basic = new BasicOCSPResponse({
    tbsResponseData: data,
    signatureAlgorithm: new AlgorithmIdentifier({ algorithm: sha256WithRsa, parameters: null }),
    signature: arrayBuffer(authority.signatureOf(Buffer.from(AsnConvert.serialize(data)))),
  });
  return successful(basic);
}

function parse(request: Uint8Array): OCSPRequest | undefined {
  try {
    const parsed = AsnConvert.parse(arrayBuffer(request), OCSPRequest);
    const { length } = parsed.tbsRequest.requestList;
    return length > 0 && length <= mostCertificates ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 6960, 4.1.1: the hash of the issuer's name and that of its key, without tag, length and unused bits. */
function isIssuer(authority: Authority, { hashAlgorithm, issuerNameHash, issuerKeyHash }: CertID): boolean {
  const hash = hashes[hashAlgorithm.algorithm];
  if (hash === undefined) return false;
  const { subject, subjectPublicKeyInfo } = certificateOf(authority);
  const digest = (data: ArrayBuffer) => createHash(hash).update(Buffer.from(data)).digest();
  return (
    digest(AsnConvert.serialize(subject)).equals(Buffer.from(issuerNameHash.buffer)) &&
    digest(subjectPublicKeyInfo.subjectPublicKey).equals(Buffer.from(issuerKeyHash.buffer))
  );
}

function certStatus(status: CertificateStatus): CertStatus {
  if (status === "good") return new CertStatus({ good: null });
  if (status === "unknown") return new CertStatus({ unknown: null });
  const { revokedAt: revocationTime, reason = "cessationOfOperation" } = status;
  return new CertStatus({
    revoked: new RevokedInfo({ revocationTime, revocationReason: new CRLReason(CRLReasons[reason]) }),
  });
}

function certificateOf(authority: Authority): Asn1Certificate["tbsCertificate"] {
  return AsnConvert.parse(arrayBuffer(authority.der), Asn1Certificate).tbsCertificate;
}

function subjectOf(authority: Authority) {
  return certificateOf(authority).subject;
}

function successful(basic: BasicOCSPResponse): Uint8Array {
  return encode(
    new OCSPResponse({
      responseStatus: OCSPResponseStatus.successful,
      responseBytes: new ResponseBytes({
        responseType: id_pkix_ocsp_basic,
        response: new OctetString(AsnConvert.serialize(basic)),
      }),
    }),
  );
}

function failed(responseStatus: OCSPResponseStatus): Uint8Array {
  return encode(new OCSPResponse({ responseStatus }));
}

function encode(response: OCSPResponse): Uint8Array {
  return new Uint8Array(AsnConvert.serialize(response));
}

/** A buffer of exactly these bytes, as the ASN.1 library wants it. */
function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
