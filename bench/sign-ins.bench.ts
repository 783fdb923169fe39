import { issueTestCard } from "../src/fake-cis2/testing/test-card.ts";
import { systemClock } from "../src/foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../src/pki/index.ts";
import { timed, type Benchmark } from "./measurement.ts";
import { startService, type Service } from "./sign-ins/service.ts";
import { anybody, relyingParty, withCard } from "./sign-ins/sign-in.ts";
import { agent } from "./sign-ins/user-agent.ts";

const [total, atATime, rounds] = [2000, 200, 8];
const userId = "555000000002";

/** One provider, signed in to by many at a time. */
class Contender {
  readonly #service: Service;
  readonly #signIn: (number: number) => Promise<string>;
  readonly #subject: string;
  #next = 0;
  right = 0;
  /** Milliseconds, of the clock on the wall and of the provider's processor. */
  readonly took = { wall: 0, processor: 0 };

  constructor(service: Service, signIn: (number: number) => Promise<string>, subject: string) {
    this.#service = service;
    this.#signIn = signIn;
    this.#subject = subject;
  }

  /** Resolves to the provider's live heap in bytes after so many more sign-ins. */
  async run(count: number): Promise<number> {
    const end = this.#next + count;
    const before = await this.#service.usage();
    const signInAgain = async () => {
      while (this.#next < end) if ((await this.#signIn(this.#next++)) === this.#subject) this.right++;
    };
    this.took.wall += await timed(() => Promise.all(Array.from({ length: atATime }, signInAgain)));
    // The server may close idle connections while the other's turn lasts, just when one is to be used again.
    agent.destroy();
    const after = await this.#service.usage();
    this.took.processor += after.processor - before.processor;
    return after.heap;
  }

  forget(): void {
    Object.assign(this.took, { wall: 0, processor: 0 });
    this.right = 0;
  }
}

/**
 * The same sign-in by code, to userinfo, on both providers by turns. Each provider is a process of its own; the browsers,
 * the card and the relying party are this one, so that what a card and a relying party compute is not the provider's.
 */
const benchmark: Benchmark = async () => {
  const keys = openKeyStore();
  const authorities = await EmulatedAuthorities.create({ keys, clock: systemClock });
  const card = await issueTestCard(authorities, await keys.keyPair("test-card", "rsa-2048"), {
    userId,
    notBefore: new Date(Date.now() - 86_400_000),
  });
  const services: Service[] = [];
  const start = async (module: string) => {
    const service = await startService(module);
    services.push(service);
    return service;
  };
  try {
    const cis2 = await start("fake-cis2-process.ts");
    const mock = await start("oauth2-mock-server-process.ts");
    const ours = new Contender(cis2, relyingParty(cis2.endpoints, withCard(card)), userId);
    const theirs = new Contender(mock, relyingParty(mock.endpoints, anybody), "johndoe");
    for (const one of [theirs, ours]) {
      await one.run(atATime);
      one.forget();
    }
    const heap: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await theirs.run(total / rounds);
      heap.push(await ours.run(total / rounds));
    }
    const perSecond = ({ took }: Contender) => (total / took.wall) * 1000;
    const processor = ({ took }: Contender) => took.processor / total;
    const mocked = "oauth2-mock-server, nobody asked who they are";
    return [
      {
        name: `fake CIS2, ${atATime} at a time: right sign-ins`,
        value: ours.right,
        unit: `of ${total}`,
        atLeast: total,
      },
      { name: "fake CIS2, a card's signature checked: sign-ins", value: perSecond(ours), unit: "/s" },
      { name: `${mocked}: sign-ins`, value: perSecond(theirs), unit: "/s" },
      { name: "fake CIS2: processor time of the server, a sign-in", value: processor(ours), unit: "ms" },
      { name: "oauth2-mock-server: processor time of the server, a sign-in", value: processor(theirs), unit: "ms" },
      {
        name: "fake CIS2, live heap: end of the second half against the first",
        value: ((heap.at(-1) ?? Number.NaN) - (heap[rounds / 2 - 1] ?? Number.NaN)) / 1e6,
        unit: "MB",
        below: 20,
      },
    ];
  } finally {
    agent.destroy();
    await Promise.all(services.map((service) => service.stop()));
  }
};
export default benchmark;
