import { corruptPivCertificate } from "../applets/piv/corrupt-certificate.ts";
import { corruptSeries8Certificate } from "../applets/series8/corrupt-certificate.ts";
import type { AppletImage } from "../image/card-image.ts";
import type { AppletProfile } from "../profiles/card-profile.ts";
import { cardProfile } from "../profiles/card-profiles.ts";
import type { CardFaultKind } from "./card-fault.ts";

export const corruptCertificate: CardFaultKind = {
  name: "corrupt-certificate",
  effect: "The authentication certificate on the card is damaged: it cannot be read as a certificate any more.",
  make: (parameter) =>
    parameter === undefined
      ? {
          onImage: (image) => {
            const { applet } = cardProfile(image.profile);
            return { ...image, applets: image.applets.map((part) => corrupted(part, applet)) };
          },
        }
      : undefined,
};

function corrupted(image: AppletImage, profile: AppletProfile): AppletImage {
  if (image.type === "piv") return corruptPivCertificate(image);
  return profile.type === "series8" ? corruptSeries8Certificate(image, profile) : image;
}
