import { randomUUID } from "node:crypto";
import type { Clock } from "../../foundation/clock.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Random } from "../../foundation/random.ts";
import { isSameSecret } from "../../foundation/same-secret.ts";
import type { Store } from "../../store/store.ts";

const lifeMs = 15 * 60 * 1000;
const tries = 5;
const digits = 6;

/** A message with a one-time code, as the person would get it. Nothing is sent: the emulator keeps it to be looked at. */
export interface CodeMessage {
  /** ISO 8601. */
  readonly at: string;
  /** An e-mail address. */
  readonly to: string;
  readonly card: string;
  readonly code: string;
}

export interface IssuedSecurityCode {
  /** Names the request the code belongs to. */
  readonly request: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

interface Kept {
  readonly card: string;
  readonly code: string;
  readonly expiresAt: string;
}

/**
 * One-time codes for unlocking: good for 15 minutes from when the person began, for one card, once; five wrong ones end
 * a request (self-service unlock, NHS England Digital: "valid for 15 minutes").
 */
export class SecurityCodes {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor({ store, clock, random }: { store: Store; clock: Clock; random: Random }) {
    this.#store = store;
    this.#clock = clock;
    this.#random = random;
  }

  async send(card: string, to: string): Promise<IssuedSecurityCode> {
    const request = randomUUID();
    const code = Array.from(this.#random.bytes(digits), (byte) => byte % 10).join("");
    const now = this.#clock.now();
    const expiresAt = new Date(now.getTime() + lifeMs).toISOString();
    await this.#store.set(key(request), { card, code, expiresAt } satisfies Kept);
    await this.#store.set(messageKey(card), { at: now.toISOString(), to, card, code } satisfies CodeMessage);
    return { request, expiresAt };
  }

  /** The last message sent for a card. */
  async message(card: string): Promise<CodeMessage | undefined> {
    return (await this.#store.get(messageKey(card))) as CodeMessage | undefined;
  }

  /**
   * The card a right code is for; it is used up by that. Rejects with UNLOCK_CODE_REFUSED, or with UNLOCK_CODE_EXPIRED
   * if it is too late, was used before, or was never sent.
   */
  async redeem(request: string, code: string): Promise<string> {
    const kept = (await this.#store.get(key(request))) as Kept | undefined;
    if (kept === undefined || this.#clock.now() >= new Date(kept.expiresAt)) {
      throw new TestkitError("UNLOCK_CODE_EXPIRED");
    }
    const triesLeft = await this.#spendTry(request);
    if (triesLeft === undefined) throw new TestkitError("UNLOCK_CODE_EXPIRED");
    if (!isSameSecret(code, kept.code)) {
      if (triesLeft === 0) await this.#store.delete(key(request));
      throw new TestkitError("UNLOCK_CODE_REFUSED", { triesLeft });
    }
    await this.#store.delete(key(request));
    // Of two who come at once with the right code, one is first.
    if (!(await this.#store.add(`${key(request)}:used`, true))) throw new TestkitError("UNLOCK_CODE_EXPIRED");
    return kept.card;
  }

  /** The tries left after this one; undefined if there was none. Of many guesses at once each spends its own. */
  async #spendTry(request: string): Promise<number | undefined> {
    for (let left = tries - 1; left >= 0; left--) {
      if (await this.#store.add(`${key(request)}:try:${left}`, true)) return left;
    }
    return undefined;
  }
}

function key(request: string): string {
  return `UnlockCode:${request}`;
}

function messageKey(card: string): string {
  return `UnlockMessage:${card}`;
}
