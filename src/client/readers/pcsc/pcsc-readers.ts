import { setTimeout as delay } from "node:timers/promises";
import { isTestkitError, TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { CardConnection, ReaderEvent, ReaderSource, ReaderState } from "../../../iso7816/index.ts";
import { readerListChanges, readerState, returnCodes } from "./constants.ts";
import { nativeThreads } from "./native-threads.ts";
import { PcscConnection } from "./pcsc-connection.ts";
import { PcscFailure, pcscError } from "./pcsc-errors.ts";
import { readerEvents, readRow, type KnownReader } from "./reader-snapshot.ts";
import { Winscard, type Handle, type ReaderStateRow } from "./winscard.ts";

/** How long one wait for a change lasts before the list of readers is compared again. */
const longestWait = 2_000;
/** How often, in milliseconds, readers are looked at while another watch waits on the thread for it. */
const pollInterval = 200;
/** How often a service that stopped is looked for again; no event tells that it is back. */
const serviceRetry = 500;

/** The readers of the machine, through its PC/SC service. Survives a service that stops and comes back. */
export class PcscReaders implements ReaderSource {
  readonly #winscard: Winscard;

  /** Throws PCSC_LIBRARY_MISSING. */
  constructor(winscard: Winscard = Winscard.load()) {
    this.#winscard = winscard;
  }

  /** Rejects with PCSC_SERVICE_STOPPED, PCSC_SOCKET_UNANSWERED or PCSC_ACCESS_DENIED. */
  async list(): Promise<readonly ReaderState[]> {
    const { readers } = await this.#inContext((context) => this.#look(context, [], 0));
    return readers.map(({ changes: _, eventState: __, ...state }) => state);
  }

  async connect(reader: string): Promise<CardConnection> {
    try {
      return await PcscConnection.open(this.#winscard, reader);
    } catch (error) {
      if (!(error instanceof PcscFailure)) throw error;
      const meaning = pcscError(error, reader);
      if (!isTestkitError(meaning, "READER_REMOVED")) throw meaning;
      const known = (await this.list()).map(({ name }) => name).join(", ");
      throw new TestkitError("READER_UNKNOWN", { reader, known }, { cause: error });
    }
  }

  /** Waits for a service that is not running yet. Rejects with PCSC_SOCKET_UNANSWERED if a variable names another one. */
  async watch(signal: AbortSignal): Promise<AsyncIterable<ReaderEvent>> {
    const looks = this.#looks(signal);
    const first = await looks.next();
    return eventsSince(first.done ? [] : first.value, looks);
  }

  /** What the readers look like now and after each change: none while the service is away, and it is looked for. */
  async *#looks(signal: AbortSignal): AsyncGenerator<readonly KnownReader[], void> {
    let isFirst = true;
    while (!signal.aborted) {
      try {
        for await (const readers of this.#snapshots(signal)) {
          isFirst = false;
          yield readers;
        }
      } catch (error) {
        if (!(error instanceof PcscFailure)) throw error;
        if (isFirst && error.unansweredSocket !== undefined) throw pcscError(error);
        isFirst = false;
        yield [];
        await delay(serviceRetry, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** What the readers look like after each change, in one context, until the service fails or the signal aborts. */
  async *#snapshots(signal: AbortSignal): AsyncGenerator<readonly KnownReader[], void> {
    const context = await this.#winscard.establishContext();
    const cancel = () => {
      // A context that is released by now does not wait either.
      this.#winscard.cancel(context).catch(() => undefined);
    };
    signal.addEventListener("abort", cancel);
    try {
      let { readers, listState } = await this.#look(context, [], 0);
      yield readers;
      while (!signal.aborted) {
        const look = () => this.#look(context, readers, longestWait, listState);
        ({ readers, listState } = await (nativeThreads.watch(look) ?? this.#poll(context, readers, listState, signal)));
        yield readers;
      }
    } finally {
      signal.removeEventListener("abort", cancel);
      await this.#winscard.releaseContext(context).catch(() => undefined);
    }
  }

  async #poll(context: Handle, known: readonly KnownReader[], listState: number, signal: AbortSignal) {
    await delay(pollInterval, undefined, { signal }).catch(() => undefined);
    return this.#look(context, known, 0, listState);
  }

  async #look(context: Handle, known: readonly KnownReader[], wait: number, listState?: number) {
    const states = new Map(known.map(({ name, eventState }) => [name, eventState]));
    const names = await this.#winscard.listReaders(context);
    const rows = names.map((reader) => ({ reader, currentState: states.get(reader) ?? readerState.UNAWARE }));
    const list = { reader: readerListChanges, currentState: listState ?? names.length << 16 };
    if (wait > 0) rows.push(list);
    if (rows.length === 0) return { readers: [], listState: list.currentState };
    const after = await this.#statusChange(context, wait, rows);
    const listRow = after.find(({ reader }) => reader === readerListChanges);
    const readers = after.filter((row) => row !== listRow && (row.eventState & readerState.UNKNOWN) === 0).map(readRow);
    return { readers, listState: listRow?.eventState ?? list.currentState };
  }

  /** A wait that ends without a change leaves every reader as it was known. */
  async #statusChange(
    context: Handle,
    wait: number,
    rows: readonly { reader: string; currentState: number }[],
  ): Promise<ReaderStateRow[]> {
    try {
      return await this.#winscard.getStatusChange(context, wait, rows);
    } catch (error) {
      if (!(error instanceof PcscFailure)) throw error;
      if (gone.has(error.returned)) return this.#oneByOne(context, rows);
      if (tooMany.has(error.returned)) {
        const readers = rows.filter(({ reader }) => reader !== readerListChanges);
        // Their list is compared when the wait ends.
        if (readers.length < rows.length) return this.#statusChange(context, wait, readers);
      }
      if (!quiet.has(error.returned)) throw error;
      const unaware = rows.filter(({ reader }) => reader !== readerListChanges);
      if (unaware.length === 0) return [];
      const again = unaware.map(({ reader }) => ({ reader, currentState: readerState.UNAWARE }));
      return this.#winscard.getStatusChange(context, 0, again);
    }
  }

  /** A reader that was unplugged after the list was made fails the call for all: those that are still there are kept. */
  async #oneByOne(
    context: Handle,
    rows: readonly { reader: string; currentState: number }[],
  ): Promise<ReaderStateRow[]> {
    const found: ReaderStateRow[] = [];
    for (const { reader } of rows) {
      if (reader === readerListChanges) continue;
      try {
        const row = { reader, currentState: readerState.UNAWARE };
        found.push(...(await this.#winscard.getStatusChange(context, 0, [row])));
      } catch (error) {
        if (!(error instanceof PcscFailure) || !gone.has(error.returned)) throw error;
      }
    }
    return found;
  }

  async #inContext<T>(work: (context: Handle) => Promise<T>): Promise<T> {
    try {
      const context = await this.#winscard.establishContext();
      try {
        return await work(context);
      } finally {
        await this.#winscard.releaseContext(context).catch(() => undefined);
      }
    } catch (error) {
      throw error instanceof PcscFailure ? pcscError(error) : error;
    }
  }
}

async function* eventsSince(
  first: readonly KnownReader[],
  looks: AsyncIterable<readonly KnownReader[]>,
): AsyncGenerator<ReaderEvent> {
  let known = first;
  for await (const readers of looks) {
    yield* readerEvents(known, readers);
    known = readers;
  }
}

const gone: ReadonlySet<number> = new Set([returnCodes.UNKNOWN_READER, returnCodes.READER_UNAVAILABLE]);
/** Libraries take no more rows than readers they know of, so that the list of readers has no place beside so many. */
const tooMany: ReadonlySet<number> = new Set([returnCodes.INVALID_PARAMETER, returnCodes.INVALID_VALUE]);
const quiet: ReadonlySet<number> = new Set([returnCodes.TIMEOUT, returnCodes.CANCELLED]);
