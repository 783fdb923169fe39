import { sign, verify } from "node:crypto";
import type { Clock } from "../foundation/clock.ts";
import type { Random } from "../foundation/random.ts";
import type { KeyPair } from "../pki/index.ts";
import type { Store } from "../store/store.ts";

/** Whom a challenge was given to. */
export interface GasSession {
  readonly log_session_id: string;
  readonly device_id: string;
}

export interface GasChallengesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly seconds: number;
  readonly key: KeyPair;
}

/** The challenges of `gas`: 20 random bytes, the time in milliseconds as 8 bytes, 20 random bytes; signed by the server. */
export class GasChallenges {
  readonly #options: GasChallengesOptions;

  constructor(options: GasChallengesOptions) {
    this.#options = options;
  }

  async issue({ log_session_id, device_id }: GasSession): Promise<{ challenge: string; signature: string }> {
    const { random, clock, store, key, seconds } = this.#options;
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(clock.now().getTime()));
    const bytes = Buffer.concat([random.bytes(20), time, random.bytes(20)]);
    const challenge = bytes.toString("base64");
    await store.set(entry(challenge), { log_session_id, device_id } satisfies GasSession, seconds * 2);
    return { challenge, signature: sign("sha256", bytes, key.privateKey).toString("base64") };
  }

  /** Whether the server signed the challenge. */
  isSigned(challenge: string, signature: string): boolean {
    const { publicKey } = this.#options.key;
    return verify("sha256", Buffer.from(challenge, "base64"), publicKey, Buffer.from(signature, "base64"));
  }

  async find(challenge: string): Promise<GasSession | undefined> {
    return (await this.#options.store.get(entry(challenge))) as GasSession | undefined;
  }

  isFresh(challenge: string): boolean {
    const { clock, seconds } = this.#options;
    const issued = Number(Buffer.from(challenge, "base64").readBigUInt64BE(20));
    return clock.now().getTime() < issued + seconds * 1000;
  }

  /** Uses the challenge up. Returns false if it was answered before; of two answers at once only one is first. */
  use(challenge: string): Promise<boolean> {
    return this.#options.store.add(`${entry(challenge)}:Used`, true, this.#options.seconds * 2);
  }
}

const entry = (challenge: string) => `Cis1:Challenge:${challenge}`;
