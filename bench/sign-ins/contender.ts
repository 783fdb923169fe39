import { issueTestCard, type TestCard } from "../../src/fake-cis2/testing/test-card.ts";
import { systemClock } from "../../src/foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../../src/pki/index.ts";
import { timed } from "../measure/median.ts";
import { processorBetween } from "../measure/usage.ts";
import type { Provider } from "./providers/provider.ts";
import { agent } from "./user-agent.ts";

/** Whose card it is. */
export const userId = "555000000002";

/** What one sign-in took in a turn. */
export interface Taken {
  /** Milliseconds of the clock on the wall, by how many were done in the turn. */
  readonly wall: number;
  /** Milliseconds of the processor time of all the provider's processes. */
  readonly processor: number;
}

/** A provider in processes that are its own, and the relying party that signs in there. */
export class Contender {
  readonly #processes: readonly Provider[];
  readonly #signIn: (number: number) => Promise<string>;
  readonly #subject: string;
  #next = 0;

  /** Each sign-in has to be that of the subject. */
  constructor(processes: readonly Provider[], signIn: (number: number) => Promise<string>, subject = userId) {
    this.#processes = processes;
    this.#signIn = signIn;
    this.#subject = subject;
  }

  /** So many sign-ins, at most `atATime` of them at once. Rejects if one fails, or is that of another person. */
  async signIn(count: number, atATime: number): Promise<Taken> {
    const end = this.#next + count;
    const usages = () => Promise.all(this.#processes.map((one) => one.usage()));
    const before = await usages();
    const signInAgain = async () => {
      while (this.#next < end) {
        const subject = await this.#signIn(this.#next++);
        if (subject !== this.#subject) throw new Error(`${subject} was signed in, and not ${this.#subject}`);
      }
    };
    const wall = await timed(() => Promise.all(Array.from({ length: atATime }, signInAgain)));
    const after = await usages();
    // A server may close idle connections while another's turn lasts, just when one is to be used again.
    agent.destroy();
    const processor = before.reduce((sum, usage, at) => sum + processorBetween(usage, after[at] ?? usage), 0);
    return { wall: wall / count, processor: processor / count };
  }

  /** Bytes that are in use in all processes together. */
  async liveHeap(): Promise<number> {
    const heaps = await Promise.all(this.#processes.map((one) => one.liveHeap()));
    return heaps.reduce((sum, heap) => sum + heap, 0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#processes.map((one) => one.stop()));
  }
}

/** A card that a fake CIS2 with keys from the key store trusts. */
export async function benchCard(): Promise<{ card: TestCard; authorities: EmulatedAuthorities }> {
  const keys = openKeyStore();
  const authorities = await EmulatedAuthorities.create({ keys, clock: systemClock });
  const pair = await keys.keyPair("test-card", "rsa-2048");
  const card = await issueTestCard(authorities, pair, { userId, notBefore: new Date(Date.now() - 86_400_000) });
  return { card, authorities };
}
