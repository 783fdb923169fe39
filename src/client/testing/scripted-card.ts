import { Readable } from "node:stream";
import { decodeCommand, fromHex, toHex, type CardConnection, type CommandApdu } from "../../iso7816/index.ts";
import type { ReaderEvent, ReaderSource, ReaderState } from "../../iso7816/reader-source.ts";

/** Answers one command: the response APDU, or the error of the connection. */
export type Script = (command: CommandApdu) => Uint8Array | Error;

/** A connection to a card that answers by a script and notes the commands it was sent. */
export class ScriptedCard implements CardConnection {
  readonly atr: Uint8Array;
  /** Every command in hexadecimal; the start and end of a transaction as "(" and ")". */
  readonly log: string[] = [];
  readonly #script: Script;

  constructor(script: Script, atr = fromHex("3B00")) {
    this.#script = script;
    this.atr = atr;
  }

  transmit(bytes: Uint8Array): Promise<Uint8Array> {
    const command = decodeCommand(bytes);
    if (command === undefined) return Promise.reject(new Error(`not a command: ${toHex(bytes)}`));
    this.log.push(toHex(bytes));
    const answer = this.#script({ ...command, data: command.data.slice() });
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    this.log.push("(");
    try {
      return await work();
    } finally {
      this.log.push(")");
    }
  }

  disconnect(): Promise<void> {
    this.log.push("disconnect");
    return Promise.resolve();
  }
}

/** Readers with these cards in them. */
export function scriptedReaders(cards: Readonly<Record<string, ScriptedCard | undefined>>): ReaderSource {
  const states = Object.entries(cards).map(([name, card]): ReaderState => (card ? { name, atr: card.atr } : { name }));
  return {
    list: () => Promise.resolve(states),
    connect: (reader) => {
      const card = cards[reader];
      return card ? Promise.resolve(card) : Promise.reject(new Error(`nothing to connect to in ${reader}`));
    },
    // Nothing ever happens to these readers.
    watch: () => Promise.resolve(Readable.from([]) as AsyncIterable<ReaderEvent>),
  };
}
