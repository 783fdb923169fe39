import { formatTag } from "../../../iso7816/index.ts";
import { keyRules } from "./key-references.ts";
import type { PivImage } from "./piv-image.ts";

const authenticationKey = 0x9a;

/** Breaks the outermost length of the authentication certificate; the object around it stays whole. */
export function corruptPivCertificate(image: PivImage): PivImage {
  const name = formatTag(keyRules.get(authenticationKey)?.certificate ?? 0);
  const stored = image.objects[name];
  if (stored === undefined) return image;
  const object = Buffer.from(stored, "base64");
  const certificate = object.indexOf(Buffer.of(0x30, 0x82));
  if (certificate !== -1) object[certificate + 2] = (object[certificate + 2] ?? 0) ^ 0xff;
  return { ...image, objects: { ...image.objects, [name]: object.toString("base64") } };
}
