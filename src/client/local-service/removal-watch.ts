import type { Logger } from "../../foundation/logger.ts";
import type { ReaderEvent, ReaderSource } from "../../iso7816/index.ts";
import type { Assertion } from "../sign-in/assertion.ts";

const timeoutMs = 10_000;

/**
 * What the deprecated Identity Agent did and Smartcard Connect does not: a card that is taken out ends the sessions it
 * signed in. CIS2 is told with `POST /sign-in/card-removed` and the signature of the sign-in, which nobody else knows.
 */
export class RemovalWatch {
  readonly #readers: ReaderSource;
  readonly #reader: string | undefined;
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  #watching = Promise.resolve();
  #tokens: Assertion[] = [];

  constructor(readers: ReaderSource, reader: string | undefined, logger: Logger) {
    this.#readers = readers;
    this.#reader = reader;
    this.#logger = logger;
  }

  /** Resolves once no card can be taken out unseen. */
  async start(): Promise<void> {
    const events = await this.#readers.watch(this.#stop.signal);
    this.#watching = this.#follow(events).catch((err: unknown) => {
      this.#logger.error({ err }, "cards are no longer watched: taking one out ends no session");
    });
  }

  signedIn(token: Assertion): void {
    this.#tokens.push(token);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
  }

  async #follow(events: AsyncIterable<ReaderEvent>): Promise<void> {
    for await (const event of events) {
      if (event.type !== "card-removed" || (this.#reader !== undefined && event.reader !== this.#reader)) continue;
      const tokens = this.#tokens;
      this.#tokens = [];
      await Promise.all(tokens.map((token) => this.#tell(token)));
    }
  }

  async #tell({ origin, signature }: Assertion): Promise<void> {
    try {
      const response = await fetch(`${origin}/sign-in/card-removed`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json", origin },
        body: JSON.stringify({ signature }),
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]),
      });
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      this.#logger.info({ origin }, `the card was removed: ${origin} was told to end the session`);
    } catch (err) {
      this.#logger.warn({ err, origin }, `the card was removed, but ${origin} could not be told`);
    }
  }
}
