import { formatTag } from "../../../iso7816/index.ts";
import { breakCertificate } from "../../faults/break-certificate.ts";
import { keyRules } from "./key-references.ts";
import type { PivImage } from "./piv-image.ts";

const authenticationKey = 0x9a;

/** Breaks the authentication certificate; the object around it stays whole. */
export function corruptPivCertificate(image: PivImage): PivImage {
  const name = formatTag(keyRules.get(authenticationKey)?.certificate ?? 0);
  const stored = image.objects[name];
  if (stored === undefined) return image;
  const object = breakCertificate(Buffer.from(stored, "base64")).toString("base64");
  return { ...image, objects: { ...image.objects, [name]: object } };
}
