import { exampleRelyingParty } from "../../src/harness/index.ts";
import { loadPersonas } from "../../src/fake-cis2/index.ts";
import type { KnownSecret } from "./secrets-in.ts";

/** The code that unblocks a card as it is made. */
const puk = "12345678";

/** What the personas, their cards and the relying party of a run keep to themselves. */
export const knownSecrets: readonly KnownSecret[] = [
  ...Object.entries(loadPersonas().personas).map(([name, { card }]) => ({
    name: `the passcode of ${name}`,
    value: card.passcode,
  })),
  { name: "the PUK", value: puk },
  { name: "the client secret", value: exampleRelyingParty.clientSecret },
];
