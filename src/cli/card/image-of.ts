import { existsSync } from "node:fs";
import { PersonaCardIssuer } from "../../harness/index.ts";
import { FileStore, readCardImage, type CardImage, type ImageStore } from "../../virtual-card/index.ts";

/** The card in a file, with the store that keeps it there; else the card of the persona of that name, kept nowhere. */
export async function imageOf(card: string, profile: string): Promise<{ image: CardImage; store?: ImageStore }> {
  if (isCardFile(card)) return { image: readCardImage(card), store: new FileStore(card) };
  return { image: (await (await PersonaCardIssuer.open()).make(card, profile)).image };
}

/** Whether a card is named by its file, not by its persona. */
export function isCardFile(card: string): boolean {
  return existsSync(card) || /[./\\]/.test(card);
}
