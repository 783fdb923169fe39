import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardConnection, ReaderSource } from "../../iso7816/index.ts";

/** How long, in milliseconds, a reader is waited for. */
export interface ReaderTimeouts {
  /** Until other programs leave the card to us, and until they let us give it back. */
  readonly turnMs: number;
  /** Until the card has answered all that it was asked. */
  readonly readingMs: number;
}

/**
 * Runs work with the card in a reader, in one transaction. Rejects with READER_BUSY if other programs leave us no turn in
 * time, or if the card takes too long. A call that waits for another program cannot be ended: it goes on unseen, and the card
 * is given back, without a further command, once it returns.
 */
export async function takeTurn(
  readers: ReaderSource,
  reader: string,
  { turnMs, readingMs }: ReaderTimeouts,
  work: (connection: CardConnection) => Promise<void>,
): Promise<void> {
  const isUp = Promise.withResolvers<never>();
  let late: TestkitError | undefined;
  let timer: NodeJS.Timeout | undefined;
  const allow = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      late = new TestkitError("READER_BUSY", { reader, seconds: milliseconds / 1000 });
      isUp.reject(late);
    }, milliseconds);
  };
  const inTime = () => {
    if (late !== undefined) throw late;
  };
  const progress = { isRead: false };
  const use = async () => {
    const connection = await readers.connect(reader);
    try {
      inTime();
      await connection.transaction(async () => {
        inTime();
        allow(readingMs);
        await work({
          atr: connection.atr,
          protocol: connection.protocol,
          transmit: async (command) => {
            inTime();
            return connection.transmit(command);
          },
          transaction: (inner) => connection.transaction(inner),
          disconnect: () => connection.disconnect(),
        });
        progress.isRead = true;
        allow(turnMs);
      });
    } finally {
      await connection.disconnect();
    }
  };
  allow(turnMs);
  const used = use();
  // Once its time is up nobody waits for it.
  used.catch(() => undefined);
  try {
    await Promise.race([used, isUp.promise]);
  } catch (error) {
    if (!progress.isRead || error !== late) throw error;
  } finally {
    clearTimeout(timer);
  }
}
