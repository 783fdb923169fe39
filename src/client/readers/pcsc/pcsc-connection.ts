import type { CardConnection } from "../../../iso7816/index.ts";
import { isTestkitError, TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { disposition, protocols, readerState, returnCodes } from "./constants.ts";
import { PcscFailure, pcscError } from "./pcsc-errors.ts";
import { nativeThreads } from "./native-threads.ts";
import { FairTurns, ReaderLocks } from "./reader-locks.ts";
import type { Handle, ReaderStateRow, Winscard } from "./winscard.ts";

/** How long, in milliseconds, a service may take to notice that a card is gone: pcscd looks every 400 ms. */
const longestNotice = 1_000;
const locks = new ReaderLocks();
const turns = new FairTurns();

interface Opened {
  readonly card: Handle;
  readonly protocol: number;
  readonly row: ReaderStateRow;
}

/** A card in a reader, connected to in its own context, so that no other call waits for it. */
export class PcscConnection implements CardConnection {
  readonly atr: Uint8Array;
  readonly #winscard: Winscard;
  readonly #reader: string;
  readonly #context: Handle;
  readonly #card: Handle;
  /** How often cards came and went in this reader when ours was there. */
  readonly #changes: number;
  #protocol: number;
  #open = true;
  /** What is left of the time to notice. Once for a connection: each of many failed commands would wait again. */
  #noticeMs = longestNotice;

  readonly #now: () => number;

  private constructor(winscard: Winscard, reader: string, context: Handle, opened: Opened, now: () => number) {
    this.#now = now;
    this.#winscard = winscard;
    this.#reader = reader;
    this.#context = context;
    this.#card = opened.card;
    this.#protocol = opened.protocol;
    this.atr = opened.row.atr;
    this.#changes = opened.row.eventState >>> 16;
  }

  /** Rejects with PcscFailure. Waits for a transaction in the reader, of this process or of another program. */
  static async open(winscard: Winscard, reader: string, now = () => performance.now()): Promise<PcscConnection> {
    const context = await winscard.establishContext();
    try {
      const opened = await waiting(reader, () => winscard.connect(context, reader));
      const [row] = await winscard.getStatusChange(context, 0, [{ reader, currentState: readerState.UNAWARE }]);
      if (row === undefined) throw new PcscFailure("SCardGetStatusChange", returnCodes.UNKNOWN_READER);
      return new PcscConnection(winscard, reader, context, { ...opened, row }, now);
    } catch (error) {
      await winscard.releaseContext(context).catch(ignore);
      throw error;
    }
  }

  get protocol(): "T=0" | "T=1" | undefined {
    if (this.#protocol === protocols.T0) return "T=0";
    return this.#protocol === protocols.T1 ? "T=1" : undefined;
  }

  async transmit(command: Uint8Array): Promise<Uint8Array> {
    const answer = await this.#use(() => this.#winscard.transmit(this.#card, this.#protocol, command));
    // Some drivers report a card pulled out mid-command as a success without an answer.
    if (answer.length < 2 && (await this.#isGone())) throw new TestkitError("CARD_REMOVED");
    return answer;
  }

  /**
   * Waits for programs that use the card meanwhile. A reset between two transactions does no harm, for nothing of the
   * card's state is relied on across them; one inside a transaction is CARD_RESET.
   */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    return locks.run(this.#reader, async () => {
      await turns.begin(this.#reader);
      await this.#use(() => nativeThreads.mayWait(() => this.#begin()));
      try {
        return await this.#inTransaction(work);
      } finally {
        turns.end(this.#reader);
      }
    });
  }

  async #inTransaction<T>(work: () => Promise<T>): Promise<T> {
    let result: T;
    try {
      result = await work();
    } catch (error) {
      await this.#winscard.endTransaction(this.#card, disposition.LEAVE).catch(ignore);
      throw error;
    }
    await this.#use(() => this.#winscard.endTransaction(this.#card, disposition.LEAVE));
    return result;
  }

  /** Resets the card, so that no other program inherits a verified passcode. */
  async disconnect(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await waiting(this.#reader, () => this.#winscard.disconnect(this.#card, disposition.RESET)).catch(ignore);
    await this.#winscard.releaseContext(this.#context).catch(ignore);
  }

  async #begin(): Promise<void> {
    try {
      await this.#winscard.beginTransaction(this.#card);
    } catch (error) {
      if (!(error instanceof PcscFailure) || error.returned !== returnCodes.RESET_CARD) throw error;
      this.#protocol = await this.#winscard.reconnect(this.#card, disposition.LEAVE);
      await this.#winscard.beginTransaction(this.#card);
    }
  }

  async #use<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof PcscFailure)) throw error;
      const meaning = pcscError(error, this.#reader);
      // Drivers report a card pulled out mid-command in many ways; what the reader says of itself decides.
      if (
        isTestkitError(meaning, "CARD_ABSENT") ||
        (isTestkitError(meaning, "READER_FAILED") && (await this.#isGone()))
      ) {
        throw new TestkitError("CARD_REMOVED", {}, { cause: error });
      }
      throw meaning;
    }
  }

  /** Whether the card left the reader: it can take the service a moment to notice. */
  async #isGone(): Promise<boolean> {
    try {
      let currentState: number = readerState.UNAWARE;
      for (const wait of [0, this.#noticeMs]) {
        const began = this.#now();
        const asked = this.#winscard.getStatusChange(this.#context, wait, [{ reader: this.#reader, currentState }]);
        const [row] = await asked.finally(() => {
          this.#noticeMs = Math.max(0, this.#noticeMs - (this.#now() - began));
        });
        if (row === undefined || (row.eventState & readerState.PRESENT) === 0) return true;
        if (row.eventState >>> 16 !== this.#changes) return true;
        currentState = row.eventState & ~readerState.CHANGED;
      }
      return false;
    } catch {
      // Still there when the time to notice is over, or the service cannot say.
      return false;
    }
  }
}

/**
 * Makes a call that waits for the reader's transaction. It waits for one of this process here: on a thread it would hold
 * what that transaction needs to end.
 */
function waiting<T>(reader: string, call: () => Promise<T>): Promise<T> {
  return locks.run(reader, () => nativeThreads.mayWait(call));
}

/** What is left of a card or a service that went away cannot be given back. */
function ignore(): void {
  // Nothing can be done, and nothing is lost.
}
