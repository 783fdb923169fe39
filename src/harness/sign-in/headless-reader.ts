import { authenticate } from "../../client/sign-in/authenticate.ts";
import { fixedPasscode } from "../../client/passcode/fixed-passcode.ts";
import type { HeadlessSigner } from "../../fake-cis2/index.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { InProcessReaders } from "../../virtual-card/readers/in-process.ts";
import { VirtualCard } from "../../virtual-card/virtual-card.ts";
import type { DesktopWatch } from "../control-panel/timeline/desktop-watch.ts";
import type { PersonaCardIssuer } from "../persona-cards/persona-card-issuer.ts";

const profile = "piv";
const reader = "Headless reader";

/** The reader of people who sign in without a browser's client. The card of the last sign-in stays in it. */
export interface HeadlessReader extends HeadlessSigner {
  /** Takes the card out as a person does. Returns false if none was in the reader. */
  readonly takeCardOut: () => boolean;
}

/** Signs with the persona's own card in a reader of this process, by the same client a person's desktop has. */
export function headlessReader(cardIssuer: PersonaCardIssuer, watch?: DesktopWatch): HeadlessReader {
  let last: InProcessReaders | undefined;
  return {
    authenticate: async ({ persona, passcode, challenge, origin }) => {
      const { image } = await cardIssuer.make(persona, profile);
      const readers = new InProcessReaders();
      readers.addReader(reader);
      readers.insert(reader, new VirtualCard(image));
      last = readers;
      const passcodes = fixedPasscode(passcode ?? cardIssuer.persona(persona).card.passcode);
      const sign = (source: ReaderSource) => authenticate({ readers: source, passcodes, challenge, origin });
      return watch ? watch.during(challenge, () => sign(watch.readers(readers))) : sign(readers);
    },
    takeCardOut: () => {
      last?.eject(reader);
      const wasIn = last !== undefined;
      last = undefined;
      return wasIn;
    },
  };
}
