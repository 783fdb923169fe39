import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { fromHex, type CardConnection } from "../../iso7816/index.ts";
import type { InsertableCard } from "../virtual-card.ts";
import type { CardExchange, CardTrace } from "./card-trace.ts";
import { describeCommand } from "./describe.ts";
import { commandKey } from "./redaction.ts";

/**
 * How commands are held against the trace. `order`: each has to be the next one. `command`: each has to be in the trace
 * somewhere; where it stands there several times its answers come in turn, the last of them for good.
 */
export const traceMatches = ["order", "command"] as const;
export type TraceMatch = (typeof traceMatches)[number];

/** A card that answers as a recorded one did. Insert it, or connect to it. */
export class ReplayedCard implements InsertableCard {
  readonly atr: Uint8Array;
  readonly #exchanges: readonly CardExchange[];
  readonly #answers: ReadonlyMap<string, string[]> | undefined;
  #next = 0;
  #mismatch: TestkitError<"TRACE_MISMATCH"> | undefined;

  constructor({ card, exchanges }: Pick<CardTrace, "card" | "exchanges">, match: TraceMatch = "order") {
    this.atr = fromHex(card.atr);
    this.#exchanges = exchanges;
    this.#answers = match === "command" ? answersByCommand(exchanges) : undefined;
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
    return fromHex(this.#answers === undefined ? this.#inOrder(command) : this.#byCommand(command, this.#answers));
  }

  /** At the end of a replay in order: throws TRACE_MISMATCH where exchanges are left, or where there was a difference. */
  finish(): void {
    if (this.#mismatch !== undefined) throw this.#mismatch;
    const left = this.#exchanges[this.#next];
    if (left === undefined || this.#answers !== undefined) return;
    throw this.#differs(`exchange ${this.#next + 1} of ${this.#exchanges.length}, ${inWords(left)}, was not sent`);
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
      throw this.#differs(`exchange ${this.#next + 1} of ${total} is ${inWords(expected)}, and what came is ${found}`);
    }
    this.#next += 1;
    return expected.response;
  }

  #byCommand(command: Uint8Array, answers: ReadonlyMap<string, string[]>): string {
    const [first, ...others] = answers.get(nameOf(commandKey(command))) ?? [];
    if (first === undefined) throw this.#differs(`none of its exchanges is ${describeCommand(command)}`);
    if (others.length > 0) answers.get(nameOf(commandKey(command)))?.shift();
    return first;
  }

  #differs(difference: string): TestkitError<"TRACE_MISMATCH"> {
    this.#mismatch ??= new TestkitError("TRACE_MISMATCH", { difference });
    return this.#mismatch;
  }
}

type Key = Pick<CardExchange, "command" | "secret">;

function answersByCommand(exchanges: readonly CardExchange[]): ReadonlyMap<string, string[]> {
  const answers = new Map<string, string[]>();
  for (const exchange of exchanges) {
    const name = nameOf(exchange);
    answers.set(name, [...(answers.get(name) ?? []), exchange.response]);
  }
  return answers;
}

function isSame(one: Key, other: Key): boolean {
  return nameOf(one) === nameOf(other);
}

function nameOf({ command, secret }: Key): string {
  return secret === true ? `${command} secret` : command;
}

function inWords({ command, secret }: Key): string {
  const words = describeCommand(fromHex(command));
  return secret === true ? `${words} [data not kept]` : words;
}
