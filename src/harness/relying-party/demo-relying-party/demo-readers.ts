import type { CodeMessage } from "../../../care-identity/registration-authority/security-codes.ts";
import { cardContents, hasPasscodeOf } from "../../../virtual-card/index.ts";
import type { PersonaReaders } from "../../desktop/persona-readers.ts";
import type { EmbeddedCis2 } from "../../embedded-cis2.ts";

/** A card as the demo's page shows it. */
export interface ShownCard {
  readonly reader: string;
  readonly holder: string;
  readonly persona: string;
  readonly series: 8 | 9;
  readonly profile: string;
  /** What the persona file made up; undefined if the person has chosen another since. */
  readonly passcode: string | undefined;
  /** 0 when the card is locked. */
  readonly triesLeft: number;
  /** The last message with a security code for the card. */
  readonly message: CodeMessage | undefined;
}

/** What the demo's page can do with the readers of this process. */
export interface DemoReaders {
  readonly personas: readonly string[];
  card(): Promise<ShownCard | undefined>;
  /** Rejects with PERSONA_UNKNOWN and CARD_PROFILE_UNKNOWN. */
  insert(persona: string, profile: string): Promise<void>;
  eject(): void;
  /** Replaces the card by one as new: its first passcode, with all tries. */
  replace(): Promise<void>;
}

/** The first of a person's readers, for a page: the others are left to the control API. */
export function demoReaders(
  readers: PersonaReaders,
  embedded: Pick<EmbeddedCis2, "persona" | "personas" | "cis2">,
): DemoReaders {
  const held = () => readers.readers().find(({ card }) => card !== undefined);
  return {
    personas: embedded.personas,
    card: async () => {
      const { name = "", card } = held() ?? {};
      const issued = readers.cardIn(name);
      if (card === undefined || issued === undefined) return undefined;
      const { image } = issued.card;
      const hasFirstPasscode = hasPasscodeOf(image, issued.image);
      return {
        reader: name,
        ...card,
        passcode: hasFirstPasscode ? embedded.persona(card.persona).card.passcode : undefined,
        triesLeft: cardContents(image).passcode.triesLeft,
        message: await embedded.cis2.registrationAuthority.codes.message(card.serial),
      };
    },
    insert: async (persona, profile) => {
      const [first, ...others] = readers.readers();
      if (first === undefined) return;
      await readers.insert(first.name, persona, profile);
      for (const { name } of others) readers.eject(name);
    },
    eject: () => {
      for (const { name } of readers.readers()) readers.eject(name);
    },
    replace: async () => {
      const { name } = held() ?? {};
      if (name !== undefined) await readers.replace(name);
    },
  };
}
