import { inspect } from "node:util";
import { startEmbeddedCis2 } from "../src/harness/index.ts";
import { MemoryStore } from "../src/fake-cis2/index.ts";
import { SeededGenerator } from "../fuzz/runner/seeded-generator.ts";
import { faultKinds } from "./fault-kinds.ts";
import { Housekeeping } from "./leak-check.ts";
import { VirtualUser, redirectUri } from "./virtual-user.ts";

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
}

export interface SoakResult {
  readonly signIns: number;
  /** How often each fault was met. */
  readonly faults: Readonly<Record<string, number>>;
  readonly stretches: number;
  /** In bytes, after each stretch. */
  readonly heaps: readonly number[];
  readonly problems: readonly string[];
}

/** Sign-ins of each user between two looks at what was left behind. */
const stretch = 25;
/** Each user has its own personas. */
const userPersonas = [
  ["one-role", "two-roles"],
  ["five-roles", "wrong-organisation"],
  ["six-roles", "wrong-workgroup"],
  ["twenty-roles", "expiring-certificate"],
];
const mostProblems = 20;

/** Signs people in, several at a time, with random faults of card, network, person, register and provider. */
export async function runSoak({ seconds, seed }: SoakOptions): Promise<SoakResult> {
  const parties = userPersonas.map((_, number) => partyOf(number));
  const store = new MemoryStore();
  const embedded = await startEmbeddedCis2({ relyingParties: parties, store, control: { port: 0 } });
  try {
    await embedded.registerEveryCard();
    const cards = new Map<string, Awaited<ReturnType<typeof embedded.issueCard>>>();
    for (const persona of embedded.personas) {
      for (const profile of ["piv", "series8"]) {
        cards.set(`${persona} ${profile}`, await embedded.issueCard(persona, profile));
      }
    }
    const cardOf = (persona: string, profile: string) => {
      const card = cards.get(`${persona} ${profile}`);
      if (card === undefined) throw new RangeError(`no card of ${persona}`);
      return card;
    };
    const users = userPersonas.map((personas, number) => {
      const dice = new SeededGenerator(seed + 7919 * number);
      return new VirtualUser({ embedded, party: partyOf(number), personas, cardOf, dice });
    });
    return await soak(users, new Housekeeping(embedded, store), seconds);
  } finally {
    await embedded.close();
  }
}

/** A relying party for each user, so that a fault of the provider hits no other. */
function partyOf(user: number) {
  const clientSecret = `secret-of-soak-${user}`;
  return { clientId: `soak-${user}`, name: `Soak ${user}`, clientSecret, redirectUris: [redirectUri] };
}

async function soak(users: readonly VirtualUser[], housekeeping: Housekeeping, seconds: number): Promise<SoakResult> {
  const faults: Record<string, number> = Object.fromEntries(faultKinds.map(({ name }) => [name, 0]));
  const problems: string[] = [];
  const guarded = async (work: () => unknown) => {
    try {
      await work();
    } catch (error) {
      problems.push(inspect(error));
    }
  };
  let [signIns, stretches] = [0, 0];
  await guarded(() => housekeeping.betweenStretches());
  for (const end = Date.now() + seconds * 1000; Date.now() < end && problems.length < mostProblems;) {
    const one = async (user: VirtualUser) => {
      for (let number = 0; number < stretch && Date.now() < end; number += 1) {
        signIns += 1;
        await guarded(async () => {
          const { name } = await user.signInOnce();
          faults[name] = (faults[name] ?? 0) + 1;
        });
      }
    };
    await Promise.all(users.map(one));
    await guarded(() => housekeeping.betweenStretches());
    stretches += 1;
  }
  await guarded(() => {
    housekeeping.assertFlat();
  });
  return { signIns, faults, stretches, heaps: housekeeping.heaps, problems };
}
