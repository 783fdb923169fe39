import type { PersonaReaders } from "../../desktop/persona-readers.ts";
import type { EmbeddedCis2 } from "../../embedded-cis2.ts";

/** A card as the demo's page shows it, with the passcode that the persona file made up. */
export interface ShownCard {
  readonly reader: string;
  readonly holder: string;
  readonly persona: string;
  readonly series: 8 | 9;
  readonly profile: string;
  readonly passcode: string;
}

/** What the demo's page can do with the readers of this process. */
export interface DemoReaders {
  readonly personas: readonly string[];
  card(): ShownCard | undefined;
  /** Rejects with PERSONA_UNKNOWN and CARD_PROFILE_UNKNOWN. */
  insert(persona: string, profile: string): Promise<void>;
}

/** The first of a person's readers, for a page: the others are left to the control API. */
export function demoReaders(
  readers: PersonaReaders,
  embedded: Pick<EmbeddedCis2, "persona" | "personas">,
): DemoReaders {
  return {
    personas: embedded.personas,
    card: () => {
      const held = readers.readers().find(({ card }) => card !== undefined);
      if (held?.card === undefined) return undefined;
      return { reader: held.name, ...held.card, passcode: embedded.persona(held.card.persona).card.passcode };
    },
    insert: async (persona, profile) => {
      const [first, ...others] = readers.readers();
      if (first === undefined) return;
      await readers.insert(first.name, persona, profile);
      for (const { name } of others) readers.eject(name);
    },
  };
}
