import type { ReaderEvent, ReaderState } from "../../../iso7816/index.ts";
import { readerState } from "./constants.ts";
import type { ReaderStateRow } from "./winscard.ts";

/** What is known of one reader: its state, and how often a card came or went. */
export type KnownReader = ReaderState & {
  readonly changes: number;
  readonly eventState: number;
};

export function readRow({ reader, eventState, atr }: ReaderStateRow): KnownReader {
  const present = (eventState & readerState.PRESENT) !== 0;
  const known = { name: reader, changes: eventState >>> 16, eventState: eventState & ~readerState.CHANGED };
  if (!present) return known;
  return atr.length > 0 && (eventState & readerState.MUTE) === 0 ? { ...known, atr } : { ...known, unresponsive: true };
}

/**
 * What happened between two looks at the readers. A card taken out and put back in between shows in the number of
 * changes alone, and is told as both.
 */
export function readerEvents(before: readonly KnownReader[], after: readonly KnownReader[]): ReaderEvent[] {
  const events: ReaderEvent[] = [];
  const now = new Map(after.map((reader) => [reader.name, reader]));
  for (const old of before) {
    const current = now.get(old.name);
    if (current === undefined) {
      if (old.atr) events.push({ type: "card-removed", reader: old.name });
      events.push({ type: "reader-removed", reader: old.name });
    } else if (cardChanged(old, current)) {
      if (old.atr) events.push({ type: "card-removed", reader: old.name });
      if (current.atr) events.push({ type: "card-inserted", reader: current.name, atr: current.atr });
    }
  }
  const known = new Set(before.map(({ name }) => name));
  for (const { name, atr } of after) {
    if (known.has(name)) continue;
    events.push({ type: "reader-added", reader: name });
    if (atr) events.push({ type: "card-inserted", reader: name, atr });
  }
  return events;
}

function cardChanged(old: KnownReader, current: KnownReader): boolean {
  if (old.changes !== current.changes) return old.atr !== undefined || current.atr !== undefined;
  return Buffer.compare(old.atr ?? new Uint8Array(), current.atr ?? new Uint8Array()) !== 0;
}
