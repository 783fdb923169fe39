import { openPcscReaders } from "../../src/client/index.ts";
import type { ReaderEvent, ReaderSource } from "../../src/iso7816/index.ts";
import { InProcessReaders, type InsertableCard, VpcdReader } from "../../src/virtual-card/index.ts";

/** Scenarios speak of "the reader", and of "another" where there are two. */
export type Slot = "the reader" | "another reader";

const slots: readonly Slot[] = ["the reader", "another reader"];

/** The readers of a desktop, from both sides: the client's, and that of whoever puts cards in and takes them out. */
export interface DesktopReaders {
  readonly source: ReaderSource;
  /** Resolves when the client can see the card. */
  insert(slot: Slot, card: InsertableCard): Promise<void>;
  /** Resolves when the client can see that the card is gone. */
  eject(slot: Slot): Promise<void>;
  /** Has the reader be there, empty. */
  addEmpty(slot: Slot): void;
  nameOf(slot: Slot): Promise<string>;
  /** Takes all cards out. */
  close(): Promise<void>;
}

/** Readers in this process, which are there from when they are first needed. */
export function inProcessReaders(): DesktopReaders {
  const source = new InProcessReaders();
  const there = new Set<Slot>();
  const addEmpty = (slot: Slot) => {
    if (!there.has(slot)) source.addReader(slot);
    there.add(slot);
  };
  return {
    source,
    addEmpty,
    insert: (slot, card) => {
      addEmpty(slot);
      source.insert(slot, card);
      return Promise.resolve();
    },
    eject: (slot) => {
      source.eject(slot);
      return Promise.resolve();
    },
    nameOf: (slot) => Promise.resolve(slot),
    close: () => Promise.resolve(),
  };
}

/** The two slots of vpcd's reader in the machine's PC/SC service, on `port` and the port after it. */
export async function pcscReaders(port: number): Promise<DesktopReaders> {
  const source = await openPcscReaders();
  const readers = new Map(slots.map((slot, index) => [slot, new VpcdReader({ port: port + index })]));
  const readerIn = (slot: Slot) => readers.get(slot) ?? new VpcdReader();
  const nameOf = async (slot: Slot) => {
    const names = (await source.list()).map(({ name }) => name).filter((name) => name.startsWith("Virtual PCD"));
    return names.sort()[slots.indexOf(slot)] ?? "Virtual PCD";
  };
  const eject = async (slot: Slot) => {
    const reader = await nameOf(slot);
    const { atr } = (await source.list()).find(({ name }) => name === reader) ?? {};
    if (atr === undefined) await readerIn(slot).eject();
    else await until(source, { type: "card-removed", reader }, () => readerIn(slot).eject());
  };
  return {
    source,
    nameOf,
    addEmpty: () => undefined,
    insert: async (slot, card) => {
      const reader = await nameOf(slot);
      await until(source, { type: "card-inserted", reader }, () => readerIn(slot).insert(card));
    },
    eject,
    close: async () => {
      for (const slot of slots) await eject(slot);
    },
  };
}

/** Does something to a reader, and waits for the client's side to tell of it. */
async function until(
  source: ReaderSource,
  expected: Pick<ReaderEvent, "type" | "reader">,
  act: () => Promise<void>,
): Promise<void> {
  const watching = new AbortController();
  const events = source.watch(watching.signal);
  const seen = (async () => {
    for await (const { type, reader } of events) if (type === expected.type && reader === expected.reader) return;
  })();
  try {
    await act();
    await seen;
  } finally {
    watching.abort();
  }
}
