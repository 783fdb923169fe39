import type { CardConnection, ReaderSource } from "../../../iso7816/index.ts";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";

/** A step of a procedure that is cut off: it does not arrive, or its answer does not. */
export interface Interruption {
  readonly of: "command" | "request";
  /** Counted from 0. */
  readonly number: number;
  readonly cut: "before" | "after";
}

/** Counts the commands to a card and the requests to an authority, and cuts one of them off. */
export class Interrupter {
  readonly counts = { command: 0, request: 0 };
  #interruption: Interruption | undefined;

  /** Counts from 0 again. */
  expect(interruption: Interruption | undefined): void {
    Object.assign(this.counts, { command: 0, request: 0 });
    this.#interruption = interruption;
  }

  /** Fetches, until a request is cut off. */
  readonly fetch: typeof fetch = (...request) =>
    this.#step(
      "request",
      () => fetch(...request),
      () => undefined,
    );

  /** The same readers; `pullOut` is called when a command is cut off. */
  watched(readers: ReaderSource, pullOut: () => void): ReaderSource {
    return {
      list: () => readers.list(),
      watch: (signal) => readers.watch(signal),
      connect: async (reader): Promise<CardConnection> => {
        const connection = await readers.connect(reader);
        return {
          atr: connection.atr,
          protocol: connection.protocol,
          transaction: (work) => connection.transaction(work),
          disconnect: () => connection.disconnect(),
          transmit: (command) => this.#step("command", () => connection.transmit(command), pullOut),
        };
      },
    };
  }

  async #step<Answer>(of: Interruption["of"], act: () => Promise<Answer>, happens: () => void): Promise<Answer> {
    const number = this.counts[of]++;
    if (this.#interruption?.of !== of || this.#interruption.number !== number) return act();
    if (this.#interruption.cut === "after") await act();
    happens();
    throw new Interrupted();
  }
}

class Interrupted extends Error {}

/** Whether it is what an interruption throws, or an error that it caused. */
export function isInterruption(error: unknown): boolean {
  return error instanceof Interrupted || (error instanceof TestkitError && error.cause instanceof Interrupted);
}
