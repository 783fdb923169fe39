import { AsyncLocalStorage } from "node:async_hooks";
import type { DuringSignIn } from "../../../client/index.ts";
import { isTestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { ReaderSource } from "../../../iso7816/index.ts";
import { exchangeWords, recordExchanges, type CardExchange } from "../../../virtual-card/index.ts";
import { explanation } from "./explanation.ts";
import { challengeId } from "./journal-steps.ts";
import type { Noted } from "./sign-in-record.ts";
import type { Timeline } from "./timeline.ts";

/** What the client and its cards in this process do for sign-ins. Without a sign-in nothing is looked at. */
export class DesktopWatch {
  readonly #timeline: Pick<Timeline, "note">;
  readonly #challenge = new AsyncLocalStorage<string>();

  constructor(timeline: Pick<Timeline, "note">) {
    this.#timeline = timeline;
  }

  /** Runs the client's work for a challenge. */
  readonly during: DuringSignIn = (challenge, work) =>
    this.#challenge.run(challenge, async () => {
      this.#client("Is asked for a signature of the card");
      try {
        const result = await work();
        this.#client("Gives the page what the card signed");
        return result;
      } catch (error) {
        const code = isTestkitError(error) ? error.code : "SERVICE_FAILED";
        this.#client(`Gives up: ${code}`, { detail: explanation(code), refused: { code } });
        throw error;
      }
    });

  /** The same readers, whose cards are seen while a sign-in uses them. */
  readers(source: ReaderSource): ReaderSource {
    return recordExchanges(source, (reader) => {
      const challenge = this.#challenge.getStore();
      if (challenge === undefined) return undefined;
      this.#client(`Connects to the card in ${reader}`);
      return (exchange) => {
        this.#timeline.note(cardStep(exchange, challenge));
      };
    });
  }

  /** A passcode window has come up. */
  windowShown(): void {
    this.#client("Asks for the passcode in a window");
  }

  #client(line: string, rest: Partial<NonNullable<Noted["step"]>> = {}): void {
    const challenge = this.#challenge.getStore();
    if (challenge === undefined) return;
    const step = { at: new Date().toISOString(), place: "client" as const, line, ...rest };
    this.#timeline.note({ joins: [challengeId(challenge)], step });
  }
}

function cardStep(exchange: CardExchange, challenge: string): Noted {
  const { line, detail, refused } = exchangeWords(exchange);
  const at = new Date().toISOString();
  const refusal =
    refused === undefined ? {} : { refused: { code: refused, check: "the card's check of the passcode" } };
  return {
    joins: [challengeId(challenge)],
    step: { at, place: "card", line, detail, ...refusal },
    facts: { card: "seen" },
  };
}
