import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { fromHex, type CardConnection } from "../../iso7816/index.ts";
import type { InsertableCard } from "../virtual-card.ts";
import type { CardExchange, CardTrace } from "./card-trace.ts";
import { describeCommand } from "./describe.ts";
import { commandKey } from "./redaction.ts";

/**
 * How commands are matched with the trace. `order`: each command must be the next one recorded. `command`: each command
 * must be recorded somewhere; the search starts after the previous match, then goes backwards, so that a command and
 * its GET RESPONSEs stay together.
 */
export const traceMatches = ["order", "command"] as const;
export type TraceMatch = (typeof traceMatches)[number];

/** A card that answers as a recorded one did. Insert it, or connect to it. */
export class ReplayedCard implements InsertableCard {
  readonly atr: Uint8Array;
  readonly #exchanges: readonly CardExchange[];
  readonly #match: TraceMatch;
  #next = 0;
  #mismatch: TestkitError<"TRACE_MISMATCH"> | undefined;

  constructor({ card, exchanges }: Pick<CardTrace, "card" | "exchanges">, match: TraceMatch = "order") {
    this.atr = fromHex(card.atr);
    this.#exchanges = exchanges;
    this.#match = match;
  }

  /** The first difference between the trace and what was sent. */
  get mismatch(): TestkitError<"TRACE_MISMATCH"> | undefined {
    return this.#mismatch;
  }

  powerOn(): void {
    // A trace goes on where it was: what a reset does to a card shows in the answers that follow.
  }

  reset(): void {
    // As at power-on.
  }

  /** Throws TRACE_MISMATCH, and after the first difference the same for every command. */
  transmit(command: Uint8Array): Uint8Array {
    if (this.#mismatch !== undefined) throw this.#mismatch;
    return fromHex(this.#match === "order" ? this.#inOrder(command) : this.#byCommand(command));
  }

  /** At the end of a replay in order: throws TRACE_MISMATCH if exchanges are left, or if there was a difference. */
  finish(): void {
    if (this.#mismatch !== undefined) throw this.#mismatch;
    const left = this.#exchanges[this.#next];
    if (left === undefined || this.#match === "command") return;
    throw this.#differs(`exchange ${this.#next + 1} of ${this.#exchanges.length}, ${formatKey(left)}, was not sent`);
  }

  /** A connection that is the card's only one. */
  connect(): CardConnection {
    return {
      atr: this.atr,
      transmit: async (command) => Promise.resolve(this.transmit(command)),
      transaction: (work) => work(),
      disconnect: () => Promise.resolve(),
    };
  }

  #inOrder(command: Uint8Array): string {
    const expected = this.#exchanges[this.#next];
    const total = this.#exchanges.length;
    if (expected === undefined) {
      throw this.#differs(`all ${total} exchanges were played, and then came ${describeCommand(command)}`);
    }
    if (!isSame(expected, commandKey(command))) {
      const found = describeCommand(command);
      throw this.#differs(
        `exchange ${this.#next + 1} of ${total} is ${formatKey(expected)}, and what came is ${found}`,
      );
    }
    this.#next += 1;
    return expected.response;
  }

  #byCommand(command: Uint8Array): string {
    const sent = commandKey(command);
    const isSent = (exchange: CardExchange) => isSame(exchange, sent);
    const ahead = this.#exchanges.slice(this.#next).findIndex(isSent);
    const at = ahead === -1 ? this.#exchanges.slice(0, this.#next).findLastIndex(isSent) : this.#next + ahead;
    const found = this.#exchanges[at];
    if (found === undefined) throw this.#differs(`none of its exchanges is ${describeCommand(command)}`);
    this.#next = at + 1;
    return found.response;
  }

  #differs(difference: string): TestkitError<"TRACE_MISMATCH"> {
    this.#mismatch ??= new TestkitError("TRACE_MISMATCH", { difference });
    return this.#mismatch;
  }
}

type Key = Pick<CardExchange, "command" | "secret">;

function isSame(one: Key, other: Key): boolean {
  return one.command === other.command && (one.secret === true) === (other.secret === true);
}

function formatKey({ command, secret }: Key): string {
  const words = describeCommand(fromHex(command));
  return secret === true ? `${words} [data not kept]` : words;
}
