import { openSmartcard, type Smartcard } from "../../client/index.ts";
import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardConnection, ReaderSource } from "../../iso7816/index.ts";
import type { CardGuard } from "./card-guard.ts";

export interface NamedCard {
  readonly reader: string;
  readonly cardSerial: string;
}

/** The one reader, guarded. At each connection the card has to be the one named: a person may have put another in. */
export function onlyCard(readers: ReaderSource, { reader, cardSerial }: NamedCard, guard: CardGuard): ReaderSource {
  return {
    list: async () => (await readers.list()).filter(({ name }) => name === reader),
    watch: (signal) => readers.watch(signal),
    connect: async (name) => {
      const connection = guard.around(await readers.connect(name));
      try {
        const found = await connection.transaction(async () => (await openSmartcard(connection)).readSerial());
        if (found === cardSerial.toUpperCase()) return connection;
        throw new TestkitError("REAL_CARD_OTHER", { found, named: cardSerial });
      } catch (error) {
        await connection.disconnect();
        throw error;
      }
    },
  };
}

/** Runs `use` on the card in the reader, in one transaction. */
export async function withCard<T>(
  readers: ReaderSource,
  reader: string,
  use: (card: Smartcard, connection: CardConnection) => Promise<T>,
): Promise<T> {
  const connection = await readers.connect(reader);
  try {
    return await connection.transaction(async () => use(await openSmartcard(connection), connection));
  } finally {
    await connection.disconnect();
  }
}

/** Rejects with REAL_CARD_AMBIGUOUS if a card in another reader has the same serial, as cards have before they are issued. */
export async function checkSerialIsUnique(readers: ReaderSource, { reader, cardSerial }: NamedCard): Promise<void> {
  const serial = cardSerial.toUpperCase();
  const same = [reader];
  for (const { name, atr } of await readers.list()) {
    if (name !== reader && atr !== undefined && (await serialIn(readers, name)) === serial) same.push(name);
  }
  if (same.length > 1) throw new TestkitError("REAL_CARD_AMBIGUOUS", { serial, readers: same.join(", ") });
}

/** Undefined for a card that cannot be read: it is then not the named one either. */
async function serialIn(readers: ReaderSource, reader: string): Promise<string | undefined> {
  try {
    return await withCard(readers, reader, (card) => card.readSerial());
  } catch (error) {
    if (isTestkitError(error)) return undefined;
    throw error;
  }
}
