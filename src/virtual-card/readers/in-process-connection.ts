import { chooseProtocol } from "./atr-protocols.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardConnection } from "../../iso7816/index.ts";
import type { ReaderSlot } from "./reader-slot.ts";
import { SlotRefusal, type SlotRefusalReason } from "./slot-refusal.ts";

const meanings: Record<SlotRefusalReason, "CARD_ABSENT" | "CARD_REMOVED" | "CARD_RESET" | "CARD_IN_USE"> = {
  "card-absent": "CARD_ABSENT",
  "card-removed": "CARD_REMOVED",
  "card-reset": "CARD_RESET",
  "shared-with-others": "CARD_IN_USE",
  "not-locked": "CARD_REMOVED",
  protocol: "CARD_ABSENT",
};

/** Connects to the card in the slot. Throws CARD_ABSENT, and CARD_IN_USE if a program has the reader for itself. */
export function connectInProcess(slot: ReaderSlot, reader: string): CardConnection {
  const inWords = (error: unknown) =>
    error instanceof SlotRefusal ? new TestkitError(meanings[error.reason], { reader }, { cause: error }) : error;
  const { card } = slot;
  if (card === undefined) throw new TestkitError("CARD_ABSENT");
  // A connection here cannot be made again: it lets go of the reader when its card has left.
  const connection = attempt(
    () =>
      slot.open("shared", () => {
        connection.close("leave");
      }),
    inWords,
  );
  let transactions = 0;
  let open = true;
  const exchange = async (command: Uint8Array) => {
    try {
      return await connection.transmit(command);
    } catch (error) {
      throw inWords(error);
    }
  };
  /** A connection whose card has left still waits for its turn, to be told then. */
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    await slot.lock.take(connection);
    transactions += 1;
    try {
      return await work();
    } finally {
      transactions -= 1;
      slot.lock.release(connection);
    }
  };
  return {
    atr: card.atr,
    protocol: chooseProtocol(card.atr, new Set(["T=0", "T=1"])),
    transmit: (command) => (transactions > 0 ? exchange(command) : alone(() => exchange(command))),
    transaction: (work) => alone(work),
    disconnect: () => {
      if (open) {
        open = false;
        connection.close("leave");
        if (slot.card === card) slot.resetIfUnused();
      }
      return Promise.resolve();
    },
  };
}

function attempt<T>(work: () => T, inWords: (error: unknown) => unknown): T {
  try {
    return work();
  } catch (error) {
    throw inWords(error);
  }
}
