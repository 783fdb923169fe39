import { decodeTlvs, findTlv, formatTag, MalformedTlvError } from "../../../iso7816/index.ts";
import type { CertificatePurpose } from "../../../pki/index.ts";
import { keyRules } from "./key-references.ts";
import { certificateObject } from "./personalise.ts";
import type { PivImage } from "./piv-image.ts";

const certificate = 0x70;
const keys: Readonly<Record<CertificatePurpose, number>> = { authentication: 0x9a, signing: 0x9c };

/** The certificate of a purpose as DER; undefined if there is none, and the whole object if it is damaged. */
export function pivCertificate(image: PivImage, purpose: CertificatePurpose): Uint8Array | undefined {
  const stored = image.objects[objectOf(purpose)];
  if (stored === undefined) return undefined;
  const object = Buffer.from(stored, "base64");
  try {
    return findTlv(decodeTlvs(object), certificate);
  } catch (error) {
    if (error instanceof MalformedTlvError) return object;
    throw error;
  }
}

export function withPivCertificate(image: PivImage, purpose: CertificatePurpose, der: Uint8Array): PivImage {
  const object = Buffer.from(certificateObject(der)).toString("base64");
  return { ...image, objects: { ...image.objects, [objectOf(purpose)]: object } };
}

function objectOf(purpose: CertificatePurpose): string {
  return formatTag(keyRules.get(keys[purpose])?.certificate ?? 0);
}
