import { issueTestCard, type TestCard } from "../../src/fake-cis2/testing/test-card.ts";
import { systemClock } from "../../src/foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../../src/pki/index.ts";
import { timed } from "../benchmark.ts";
import { startService, type Service } from "./service.ts";
import { relyingParty, type Person } from "./sign-in.ts";
import { agent } from "./user-agent.ts";

/** Whose card it is. */
export const userId = "555000000002";

/** One provider in its own process, signed in to by many at a time. */
export class Contender {
  readonly #service: Service;
  readonly #signIn: (number: number) => Promise<string>;
  readonly #subject: string;
  #next = 0;
  right = 0;
  done = 0;
  /** Milliseconds, of the clock on the wall and of the provider's processor. */
  readonly took = { wall: 0, processor: 0 };

  private constructor(service: Service, signIn: (number: number) => Promise<string>, subject: string) {
    this.#service = service;
    this.#signIn = signIn;
    this.#subject = subject;
  }

  /** Starts the provider, a module of this folder, and has it warm up. */
  static async start(module: string, person: Person, subject: string): Promise<Contender> {
    const service = await startService(module);
    const contender = new Contender(service, relyingParty(service.endpoints, person), subject);
    await contender.run(200, 200);
    contender.forget();
    return contender;
  }

  /** Resolves to the provider's live heap in bytes after so many more sign-ins. */
  async run(count: number, atATime: number): Promise<number> {
    const end = this.#next + count;
    const before = await this.#service.usage();
    const signInAgain = async () => {
      while (this.#next < end) if ((await this.#signIn(this.#next++)) === this.#subject) this.right++;
    };
    this.took.wall += await timed(() => Promise.all(Array.from({ length: atATime }, signInAgain)));
    this.done += count;
    // The server may close idle connections while the other's turn lasts, just when one is to be used again.
    agent.destroy();
    const after = await this.#service.usage();
    this.took.processor += after.processor - before.processor;
    return after.heap;
  }

  get perSecond(): number {
    return (this.done / this.took.wall) * 1000;
  }

  /** Milliseconds of the provider's processor time, a sign-in. */
  get processor(): number {
    return this.took.processor / this.done;
  }

  forget(): void {
    Object.assign(this.took, { wall: 0, processor: 0 });
    this.right = 0;
    this.done = 0;
  }

  stop(): Promise<void> {
    return this.#service.stop();
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
