import type { Clock } from "../../../foundation/clock.ts";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { type CardScript, type RelayStep, type RelayAnswer, RelayedSession } from "./remote-card.ts";

const idleMs = 5 * 60 * 1000;

interface OpenSession {
  readonly session: RelayedSession;
  readonly card: string;
  lastHeardOf: number;
}

/**
 * The authority's open sessions with cards. One a card: a new one ends the old. They live in this process alone, and one
 * that is left idle for five minutes is ended.
 */
export class RelayedSessions {
  readonly #clock: Clock;
  readonly #open = new Map<string, OpenSession>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs a script with the card of this serial number, up to the first step. Rejects with what it fails with. */
  begin(card: string, script: CardScript): Promise<RelayStep> {
    this.#sweep();
    for (const other of this.#open.values()) if (other.card === card) void this.#end(other);
    const session = new RelayedSession();
    const open = { session, card, lastHeardOf: this.#clock.now().getTime() };
    this.#open.set(session.id, open);
    return this.#untilItEnds(open, session.begin(script));
  }

  /** Hands in what the client answers. Rejects with CARD_SESSION_ENDED, and with what the script fails with. */
  async answer(id: string, answer: RelayAnswer): Promise<RelayStep> {
    this.#sweep();
    const open = this.#open.get(id);
    if (open === undefined) throw new TestkitError("CARD_SESSION_ENDED");
    open.lastHeardOf = this.#clock.now().getTime();
    return this.#untilItEnds(open, open.session.answer(answer));
  }

  async #untilItEnds(open: OpenSession, next: Promise<RelayStep>): Promise<RelayStep> {
    try {
      const step = await next;
      if (step.step === "finished") this.#open.delete(open.session.id);
      return step;
    } catch (error) {
      this.#open.delete(open.session.id);
      throw error;
    }
  }

  /** Ends all sessions. Resolves when nothing of them goes on. */
  async endAll(): Promise<void> {
    await Promise.all([...this.#open.values()].map((open) => this.#end(open)));
  }

  #sweep(): void {
    const now = this.#clock.now().getTime();
    for (const open of this.#open.values()) if (now - open.lastHeardOf > idleMs) void this.#end(open);
  }

  #end({ session }: OpenSession): Promise<void> {
    this.#open.delete(session.id);
    return session.end();
  }
}
