import { padPin } from "../applets/piv/pin-format.ts";
import type { CardImage } from "../image/card-image.ts";
import { matchesHash } from "../secrets/passcode-hash.ts";

export interface DumpOptions {
  readonly passcode: string;
  readonly puk: string;
  /** Slots that a run may leave a key in, because no command takes one off a PIV card. */
  readonly withoutKeys?: readonly string[];
}

/**
 * All that is on a card, to be compared before and after: as its image, but with passcode and PUK as whether they are the
 * right ones, because the same one has another hash each time it is set.
 */
export function dumpOf(image: CardImage, { passcode, puk, withoutKeys = [] }: DumpOptions): unknown {
  const holds = (text: string, record: { hash: Parameters<typeof matchesHash>[1]; triesLeft: number }) => ({
    right: matchesHash(padPin(text), record.hash) || matchesHash(Buffer.from(text), record.hash),
    triesLeft: record.triesLeft,
  });
  return {
    ...image,
    applets: image.applets.map(({ references, keys, ...applet }) => ({
      ...applet,
      keys: Object.fromEntries(Object.entries(keys).filter(([slot]) => !withoutKeys.includes(slot))),
      references: { pin: holds(passcode, references.pin), puk: holds(puk, references.puk) },
    })),
  };
}
