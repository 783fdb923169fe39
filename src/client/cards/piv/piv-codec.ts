import { gunzipSync } from "node:zlib";
import { decodeTlv, decodeTlvs, encodeTlv, findTlv, MalformedTlvError } from "../../../iso7816/index.ts";
import { pinReference } from "./piv-constants.ts";

const longestCertificate = 64 * 1024;
const hasGlobalPin = 0x20;
const globalPinIsPrimary = 0x20;
const none = new Uint8Array();

/** The tag list of GET DATA: 5C and the object's tag. */
export function encodeTagList(tag: number): Uint8Array {
  const hex = tag.toString(16);
  return encodeTlv(0x5c, Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex"));
}

/**
 * Whether a SELECT answer is the PIV application property template: 61 with the application identifier in 4F. Cards
 * differ in what is there, the whole identifier or only its proprietary part (SP 800-73-5 part 2, table 3).
 */
export function isApplicationTemplate(answer: Uint8Array): boolean {
  try {
    const template = decodeTlv(answer);
    return template.tag === 0x61 && findTlv(decodeTlvs(template.value), 0x4f) !== undefined;
  } catch (error) {
    if (error instanceof MalformedTlvError) return false;
    throw error;
  }
}

/**
 * The certificate in a certificate object: 53 { 70 certificate, 71 CertInfo, FE } (SP 800-73-5 part 1, appendix A). Whether it
 * is gzip is read from its own first bytes: CertInfo says so with 01, and on some cards with 80 (OpenSC, card-piv.c).
 * Undefined if the object is there but empty.
 */
export function decodeCertificateObject(answer: Uint8Array): Uint8Array | undefined {
  const object = decodeTlv(answer);
  if (object.tag !== 0x53) throw new RangeError("it is not a data object with tag 53");
  const fields = decodeTlvs(object.value);
  const certificate = findTlv(fields, 0x70);
  if (certificate === undefined || certificate.length === 0) return undefined;
  return isGzip(certificate) ? gunzip(certificate) : new Uint8Array(certificate);
}

/** The card identifier F0 of a Card Capability Container (SP 800-73-5 part 1, table 8). Undefined if it is empty. */
export function decodeCapabilityIdentifier(answer: Uint8Array): Uint8Array | undefined {
  const [object] = decodeTlvs(answer);
  const identifier = object?.tag === 0x53 ? findTlv(decodeTlvs(object.value), 0xf0) : undefined;
  return identifier?.some((byte) => byte !== 0) ? identifier : undefined;
}

/** What tells the card from others in its CHUID, 53 { 30 FASC-N, 34 GUID, ... }: the GUID, unless it is all zeros. */
export function decodeCardIdentifier(answer: Uint8Array): Uint8Array {
  const object = decodeTlv(answer);
  const fields = object.tag === 0x53 ? decodeTlvs(object.value) : [];
  const [guid, fascN] = [0x34, 0x30].map((tag) => findTlv(fields, tag));
  const identifier = guid?.some((byte) => byte !== 0) ? guid : fascN;
  if (identifier === undefined || identifier.length === 0) throw new RangeError("it holds no card identifier");
  return identifier;
}

/** RFC 1952, 2.3.1. No certificate begins so: its first byte is 30. */
function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(gunzipSync(bytes, { maxOutputLength: longestCertificate }));
  } catch (error) {
    throw new RangeError("its compressed certificate cannot be unpacked", { cause: error });
  }
}

/**
 * The passcode a card wants, by its discovery object: the global PIN if the first byte of 5F2F says that there is one and the
 * second prefers it (SP 800-73-5 part 1, 3.3.2). An object that says nothing leaves the application's PIN.
 */
export function decodePinReference(discovery: Uint8Array): number {
  const [object] = decodeTlvs(discovery);
  const policy = object?.tag === 0x7e ? findTlv(decodeTlvs(object.value), 0x5f2f) : undefined;
  const [has = 0, primary] = policy ?? none;
  return (has & hasGlobalPin) !== 0 && primary === globalPinIsPrimary ? pinReference.global : pinReference.application;
}

/** The dynamic authentication template that asks for a signature: 7C { 82 (empty), 81 data }. */
export function encodeSignatureRequest(data: Uint8Array): Uint8Array {
  return encodeTlv(0x7c, [encodeTlv(0x82, none), encodeTlv(0x81, data)]);
}

/** The signature in the card's answer: 7C { 82 signature }. */
export function decodeSignatureResponse(answer: Uint8Array): Uint8Array {
  const template = decodeTlv(answer);
  const signature = template.tag === 0x7c ? findTlv(decodeTlvs(template.value), 0x82) : undefined;
  if (signature === undefined || signature.length === 0) throw new RangeError("it holds no signature");
  return signature;
}
