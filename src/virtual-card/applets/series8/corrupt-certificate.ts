import { breakCertificate } from "../../faults/break-certificate.ts";
import { masterFile } from "./file-system/file-system.ts";
import type { Series8Image } from "./series8-image.ts";
import type { Series8Profile } from "./series8-profile.ts";

/** Breaks the authentication certificate in its file. */
export function corruptSeries8Certificate(image: Series8Image, { layout }: Series8Profile): Series8Image {
  const path = masterFile + layout.application + layout.places[0].authentication.certificate;
  const file = image.files[path];
  if (file?.type !== "ef") return image;
  const content = breakCertificate(Buffer.from(file.content, "base64")).toString("base64");
  return { ...image, files: { ...image.files, [path]: { ...file, content } } };
}
