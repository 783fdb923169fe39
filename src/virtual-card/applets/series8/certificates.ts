import { decodeTlvs, encodeTlv, toHex } from "../../../iso7816/index.ts";
import type { CertificatePurpose } from "../../../pki/index.ts";
import type { ElementaryFile } from "./file-system/file.ts";
import { masterFile } from "./file-system/file-system.ts";
import type { Series8Image } from "./series8-image.ts";
import type { Series8Profile } from "./series8-profile.ts";

const objectDirectory = "5031";

/** The certificate of a purpose as DER, without what fills its file up; undefined where there is none. */
export function series8Certificate(
  image: Series8Image,
  profile: Series8Profile,
  purpose: CertificatePurpose,
): Uint8Array | undefined {
  const { file } = located(image, profile, purpose);
  const [object] = file === undefined ? [] : decodeTlvs(Buffer.from(file.content, "base64"));
  return object && encodeTlv(object.tag, object.value);
}

export function withSeries8Certificate(
  image: Series8Image,
  profile: Series8Profile,
  purpose: CertificatePurpose,
  der: Uint8Array,
): Series8Image {
  const { path, file } = located(image, profile, purpose);
  if (file === undefined) return image;
  const content = Buffer.alloc(Math.max(der.length, profile.layout.certificateSize));
  content.set(der);
  return { ...image, files: { ...image.files, [path]: { ...file, content: content.toString("base64") } } };
}

/** In the place that the object directory file leads to; in the first where it leads to none. */
function located({ files }: Series8Image, { layout }: Series8Profile, purpose: CertificatePurpose) {
  const application = masterFile + layout.application;
  const directory = files[application + objectDirectory];
  const content = directory?.type === "ef" ? toHex(Buffer.from(directory.content, "base64")) : "";
  const place = layout.places.find(({ certificates }) => content.includes(application + certificates));
  const path = application + (place ?? layout.places[0])[purpose].certificate;
  const file = files[path];
  return { path, file: file?.type === "ef" ? (file satisfies ElementaryFile) : undefined };
}
