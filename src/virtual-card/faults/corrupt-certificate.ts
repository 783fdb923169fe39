import { corruptPivCertificate } from "../applets/piv/corrupt-certificate.ts";
import type { CardFaultKind } from "./card-fault.ts";

export const corruptCertificate: CardFaultKind = {
  name: "corrupt-certificate",
  effect: "The authentication certificate on the card is damaged: it cannot be read as a certificate any more.",
  make: (parameter) =>
    parameter === undefined
      ? { onImage: (image) => ({ ...image, applets: image.applets.map((part) => corruptPivCertificate(part)) }) }
      : undefined,
};
