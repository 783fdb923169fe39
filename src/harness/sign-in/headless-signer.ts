import { authenticate, fixedPasscode } from "../../client/index.ts";
import type { HeadlessSigner } from "../../fake-cis2/index.ts";
import { InProcessReaders, VirtualCard } from "../../virtual-card/index.ts";
import type { PersonaCardIssuer } from "../persona-cards/persona-card-issuer.ts";

const profile = "piv";

/** Signs with the persona's own card in a reader of this process, by the same client a person's desktop has. */
export function headlessSigner(cardIssuer: PersonaCardIssuer): HeadlessSigner {
  return {
    authenticate: async ({ persona, passcode, challenge, origin }) => {
      const { image } = await cardIssuer.make(persona, profile);
      const readers = new InProcessReaders();
      readers.addReader("Headless reader");
      readers.insert("Headless reader", new VirtualCard(image));
      const passcodes = fixedPasscode(passcode ?? cardIssuer.persona(persona).card.passcode);
      return authenticate({ readers, passcodes, challenge, origin });
    },
  };
}
