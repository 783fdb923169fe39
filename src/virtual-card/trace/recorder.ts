import { toHex, type CardConnection, type ReaderSource } from "../../iso7816/index.ts";
import type { CardExchange } from "./card-trace.ts";
import { ExchangeRedaction } from "./redaction.ts";

/** Keeps what passes between readers and whoever uses them, redacted before it is kept. */
export class CardRecorder {
  readonly exchanges: CardExchange[] = [];

  /** The same readers. What a card did not answer, because it was pulled out for one, is not kept. */
  record(readers: ReaderSource): ReaderSource {
    return {
      list: () => readers.list(),
      watch: (signal) => readers.watch(signal),
      connect: async (reader) => this.#connection(await readers.connect(reader)),
    };
  }

  #connection(connection: CardConnection): CardConnection {
    const redaction = new ExchangeRedaction();
    return {
      atr: connection.atr,
      protocol: connection.protocol,
      transaction: (work) => connection.transaction(work),
      disconnect: () => connection.disconnect(),
      transmit: async (command) => {
        // A copy: whoever sent a passcode overwrites it.
        const sent = Uint8Array.from(command);
        try {
          const response = await connection.transmit(command);
          this.exchanges.push(keepSafely(redaction, sent, response));
          return response;
        } finally {
          sent.fill(0);
        }
      },
    };
  }
}

/** An exchange that cannot be redacted is kept by header and status word alone: the answer itself goes on unchanged. */
function keepSafely(redaction: ExchangeRedaction, command: Uint8Array, response: Uint8Array): CardExchange {
  try {
    return redaction.keep(command, response);
  } catch {
    return { command: toHex(command.subarray(0, 4)), secret: true, response: toHex(response.subarray(-2)) };
  }
}

/** The number, counted from 1, of the first exchange that holds the passcode, in ASCII; undefined where none does. */
export function findExchangeWithPasscode(exchanges: readonly CardExchange[], passcode: string): number | undefined {
  const bytes = Buffer.from(passcode, "latin1");
  const holds = (text: string) => Buffer.from(text, "hex").includes(bytes);
  const index = exchanges.findIndex(({ command, response }) => holds(command) || holds(response));
  return index === -1 ? undefined : index + 1;
}
