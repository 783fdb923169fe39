import type { Clock } from "../../foundation/clock.ts";
import type { Random } from "../../foundation/random.ts";
import type { Store } from "../../store/store.ts";

export interface IssuedChallenge {
  /** The sign-in it was given to. */
  readonly uid: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

export interface ChallengesOptions {
  store: Store;
  clock: Clock;
  random: Random;
  /** Seconds. */
  challengeLifetime: number;
  /** Seconds a challenge is remembered, so that one that is late is told from one that never was. */
  signInLifetime: number;
}

/** The challenges given out: 32 random bytes, bound to one sign-in, answered once. */
export class Challenges {
  readonly #options: ChallengesOptions;

  constructor(options: ChallengesOptions) {
    this.#options = options;
  }

  async issue(uid: string): Promise<{ challenge: string; expiresAt: string }> {
    const { store, clock, random, challengeLifetime, signInLifetime } = this.#options;
    const challenge = Buffer.from(random.bytes(32)).toString("base64");
    const expiresAt = new Date(clock.now().getTime() + challengeLifetime * 1000).toISOString();
    await store.set(key(challenge), { uid, expiresAt } satisfies IssuedChallenge, signInLifetime);
    return { challenge, expiresAt };
  }

  async find(challenge: string): Promise<IssuedChallenge | undefined> {
    return (await this.#options.store.get(key(challenge))) as IssuedChallenge | undefined;
  }

  /** Marks the challenge as answered. False if it was answered before; of two answers at once only one is first. */
  use(challenge: string): Promise<boolean> {
    return this.#options.store.add(`${key(challenge)}:used`, true, this.#options.signInLifetime);
  }
}

function key(challenge: string): string {
  return `Challenge:${challenge}`;
}
