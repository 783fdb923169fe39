import type { ReaderSource } from "../../iso7816/index.ts";
import type { CardExchange } from "./card-trace.ts";
import { recordExchanges } from "./record-exchanges.ts";

/** Keeps what passes between readers and their users, redacted before it is kept. */
export class CardRecorder {
  readonly exchanges: CardExchange[] = [];

  /** The same readers. What a card did not answer, because it was pulled out for one, is not kept. */
  record(readers: ReaderSource): ReaderSource {
    return recordExchanges(readers, () => (exchange) => this.exchanges.push(exchange));
  }
}

/** The number, counted from 1, of the first exchange that holds the passcode, in ASCII; undefined if none does. */
export function findExchangeWithPasscode(exchanges: readonly CardExchange[], passcode: string): number | undefined {
  const bytes = Buffer.from(passcode, "latin1");
  const holds = (text: string) => Buffer.from(text, "hex").includes(bytes);
  const index = exchanges.findIndex(({ command, response }) => holds(command) || holds(response));
  return index === -1 ? undefined : index + 1;
}
