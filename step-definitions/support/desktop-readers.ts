import { setTimeout as pause } from "node:timers/promises";
import { openPcscReaders } from "../../src/client/index.ts";
import { currentPcscServiceReaders } from "../../src/conformance/index.ts";
import type { ReaderSource } from "../../src/iso7816/index.ts";
import { InProcessReaders, type InsertableCard, VpcdReader } from "../../src/virtual-card/index.ts";

/** Scenarios speak of "the reader", and of "another" if there are two. */
export type Slot = "the reader" | "another reader";

const lookAgainMs = 10;
const slots: readonly Slot[] = ["the reader", "another reader"];

/**
 * The readers of a desktop, from both sides: the client's, and that of the person who puts cards in and takes them out.
 */
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

/** Two readers of a PC/SC service: vpcd's in the machine's own if it has a port, else of the testkit's service. */
export function pcscReaders(vpcdPort: number | undefined): Promise<DesktopReaders> {
  return vpcdPort === undefined ? serviceReaders(currentPcscServiceReaders()) : vpcdReaders(vpcdPort);
}

/** The client sees a change as soon as it is made. */
async function serviceReaders(readers: InProcessReaders): Promise<DesktopReaders> {
  for (const slot of slots) if (!readers.slots.has(slot)) readers.addReader(slot);
  return {
    source: await openPcscReaders(),
    nameOf: (slot) => Promise.resolve(slot),
    addEmpty: () => undefined,
    insert: (slot, card) => {
      readers.insert(slot, card);
      return Promise.resolve();
    },
    eject: (slot) => {
      readers.eject(slot);
      return Promise.resolve();
    },
    close: () => {
      for (const slot of slots) readers.eject(slot);
      return Promise.resolve();
    },
  };
}

/** The two slots of vpcd's reader in the machine's PC/SC service, on `port` and the port after it. */
async function vpcdReaders(port: number): Promise<DesktopReaders> {
  const source = await openPcscReaders();
  const readers = new Map(slots.map((slot, index) => [slot, new VpcdReader({ port: port + index })]));
  const readerIn = (slot: Slot) => readers.get(slot) ?? new VpcdReader();
  const nameOf = async (slot: Slot) => {
    const names = (await source.list()).map(({ name }) => name).filter((name) => name.startsWith("Virtual PCD"));
    return names.sort()[slots.indexOf(slot)] ?? "Virtual PCD";
  };
  const eject = async (slot: Slot) => {
    const reader = await nameOf(slot);
    await readerIn(slot).eject();
    await untilCard(source, reader, "gone");
  };
  return {
    source,
    nameOf,
    addEmpty: () => undefined,
    insert: async (slot, card) => {
      const reader = await nameOf(slot);
      await readerIn(slot).insert(card);
      await untilCard(source, reader, "there");
    },
    eject,
    close: async () => {
      for (const slot of slots) await eject(slot);
    },
  };
}

/**
 * Waits until the client's side shows the card, or shows that it is gone. It looks, rather than waits for the event: the
 * watch may begin after what it is meant to see.
 */
async function untilCard(source: ReaderSource, reader: string, wanted: "there" | "gone"): Promise<void> {
  for (;;) {
    const { atr } = (await source.list()).find(({ name }) => name === reader) ?? {};
    if ((atr !== undefined) === (wanted === "there")) return;
    await pause(lookAgainMs);
  }
}
