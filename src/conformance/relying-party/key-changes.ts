import { setTimeout as wait } from "node:timers/promises";
import type { FakeCis2, NetworkName } from "../../fake-cis2/index.ts";

/** How far the relying party's clock is from the true time, and was at most in the run, seconds. */
export interface ClockOfRun {
  advanced: number;
  furthest: number;
}

/** The signing keys that CIS2 changes in a run, and when the relying party last read the key set. */
export class KeyChanges {
  readonly #cis2: FakeCis2;
  #first: Awaited<ReturnType<FakeCis2["signingKeys"]["current"]>> | undefined;
  /** Whether CIS2 publishes another key than at first. */
  #changed = false;
  #otherKeyRead = false;
  /** Milliseconds of the monotonic clock; undefined until it has read the key set. */
  #readAt: number | undefined;
  #readWhenAdvanced = 0;

  /** @param network - the one that the relying party is on; others read keys by the other one */
  constructor(cis2: FakeCis2, network: NetworkName, clock: Readonly<ClockOfRun>) {
    this.#cis2 = cis2;
    cis2.journal.listen((entry) => {
      if (entry.type !== "request" || entry.endpoint !== "jwks" || entry.network !== network) return;
      this.#readAt = performance.now();
      this.#readWhenAdvanced = clock.advanced;
      this.#otherKeyRead ||= this.#changed;
    });
  }

  /** Whether the relying party has ever read another key than the first, and may know both. */
  get otherKeyRead(): boolean {
    return this.#otherKeyRead;
  }

  /** How far the relying party's clock was from the true time when it last read the key set, seconds. */
  get readWhenAdvanced(): number {
    return this.#readWhenAdvanced;
  }

  /** Signs with a new key until `putBack`. */
  async change(): Promise<void> {
    await this.remember();
    await this.#cis2.signingKeys.rotate();
  }

  /** Has `putBack` put back the keys of now. */
  async remember(): Promise<void> {
    this.#changed = true;
    this.#first ??= await this.#cis2.signingKeys.current();
  }

  /** Stays with the new key, which the relying party knows by now: it may not know the first one any more. */
  keep(): void {
    this.#first = undefined;
  }

  async putBack(): Promise<void> {
    if (!this.#first) return;
    await this.#cis2.signingKeys.restore(this.#first);
    this.#first = undefined;
    this.#changed = false;
  }

  /** Waits until the relying party has not read the key set for so long. */
  async notReadFor(seconds: number): Promise<void> {
    if (this.#readAt === undefined) return;
    const left = this.#readAt + seconds * 1000 - performance.now();
    if (left > 0) await wait(left);
  }
}
