import { toHex, type CardConnection, type ReaderSource } from "../../iso7816/index.ts";
import type { CardExchange } from "./card-trace.ts";
import { ExchangeRedaction } from "./redaction.ts";

/** The same readers, which tell of each exchange with a card, redacted. What a card did not answer is not told. */
export function recordExchanges(
  readers: ReaderSource,
  connected: (reader: string) => ((exchange: CardExchange) => void) | undefined,
): ReaderSource {
  return {
    list: () => readers.list(),
    watch: (signal) => readers.watch(signal),
    connect: async (reader) => {
      const connection = await readers.connect(reader);
      const tell = connected(reader);
      return tell === undefined ? connection : recorded(connection, tell);
    },
  };
}

function recorded(connection: CardConnection, tell: (exchange: CardExchange) => void): CardConnection {
  const redaction = new ExchangeRedaction();
  return {
    atr: connection.atr,
    protocol: connection.protocol,
    transaction: (work) => connection.transaction(work),
    disconnect: () => connection.disconnect(),
    transmit: async (command) => {
      // A copy: the sender of a passcode overwrites it.
      const sent = Uint8Array.from(command);
      try {
        const response = await connection.transmit(command);
        tell(keepSafely(redaction, sent, response));
        return response;
      } finally {
        sent.fill(0);
      }
    },
  };
}

/** An exchange that cannot be redacted is kept by header and status word alone: the answer itself goes on unchanged. */
function keepSafely(redaction: ExchangeRedaction, command: Uint8Array, response: Uint8Array): CardExchange {
  try {
    return redaction.keep(command, response);
  } catch {
    return { command: toHex(command.subarray(0, 4)), secret: true, response: toHex(response.subarray(-2)) };
  }
}
