import { decodeTlvs, encodeTlv, MalformedTlvError, toHex } from "../../../iso7816/index.ts";
import { decodeDirectoryFile, MalformedFileError, ObjectDirectoryEntry } from "../../../pkcs15/index.ts";
import type { CertificatePurpose } from "../../../pki/index.ts";
import type { ElementaryFile } from "./file-system/file.ts";
import { masterFile } from "./file-system/file-system.ts";
import type { Series8Image } from "./series8-image.ts";
import type { Series8Profile } from "./series8-profile.ts";

const objectDirectory = "5031";

/**
 * The certificate of a purpose as DER, without what fills its file up; undefined if there is none, and the whole file
 * if it is damaged.
 */
export function series8Certificate(
  image: Series8Image,
  profile: Series8Profile,
  purpose: CertificatePurpose,
): Uint8Array | undefined {
  const { file } = located(image, profile, purpose);
  if (file === undefined) return undefined;
  const content = Buffer.from(file.content, "base64");
  try {
    const [object] = decodeTlvs(content);
    return object && encodeTlv(object.tag, object.value);
  } catch (error) {
    if (error instanceof MalformedTlvError) return content;
    throw error;
  }
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

/** In the place that the object directory file leads to; in the first if it leads to none. */
function located({ files }: Series8Image, { layout }: Series8Profile, purpose: CertificatePurpose) {
  const application = masterFile + layout.application;
  const directory = files[application + objectDirectory];
  const content = directory?.type === "ef" ? Buffer.from(directory.content, "base64") : Buffer.of();
  const named = certificateDirectories(content);
  const place = layout.places.find(({ certificates }) => named.includes(application + certificates));
  const path = application + (place ?? layout.places[0])[purpose].certificate;
  const file = files[path];
  return { path, file: file?.type === "ef" ? (file satisfies ElementaryFile) : undefined };
}

/** The certificate directory files an object directory file names: none if the card's owner wrote what is no such file. */
function certificateDirectories(content: Uint8Array): string[] {
  try {
    return decodeDirectoryFile(content, ObjectDirectoryEntry, "any")
      .map(({ certificates }) => certificates?.efidOrPath)
      .filter((path) => path !== undefined)
      .map((path) => toHex(new Uint8Array(path.buffer)));
  } catch (error) {
    if (error instanceof MalformedFileError || error instanceof MalformedTlvError) return [];
    throw error;
  }
}
