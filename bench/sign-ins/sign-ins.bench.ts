import type { Benchmark } from "../benchmark.ts";
import type { Growth } from "../figures/results.ts";
import { sidesOf } from "../figures/sides.ts";
import { median } from "../measure/median.ts";
import { benchCard, Contender, type Taken } from "./contender.ts";
import { startProvider } from "./providers/provider.ts";
import { anybody, relyingParty, withCard, type Person } from "./sign-in.ts";

/** V8 still compiles while the first thousands are done. */
const warmUp = 5000;
/** A turn has so many that V8's garbage collections are spread evenly over the turns. */
const [rounds, perTurn, atATime] = [5, 600, 32];
/** After the turns: V8 gives up compiled code in a garbage collection that is asked for. */
const untilHeaps = [1000, 2000, 2000];
const [bare, minimal] = ["bare oidc-provider, the same flow", "minimal server, the same cryptography"] as const;
/** What the fake CIS2 is promised to be of these at most. */
const promised = { [bare]: 1.2, [minimal]: 3.5 };

const benchmark: Benchmark = {
  title: "Sign-ins, compared with other providers",
  about: `The same relying party signs people in at four providers, by the code flow. It also fetches userinfo and verifies the ID token.
Each provider has a separate process. Browsers, relying party and card share the benchmark's process.

The providers take turns. Processor time is the median of ${rounds} turns of ${perTurn} sign-ins, ${atATime} at a time. Before that, each
provider handles ${warmUp.toLocaleString("en-GB")} sign-ins, so that V8, the JavaScript engine of Node, has compiled the code.

The live heap is the memory in use after a garbage collection. The benchmark reads it only after the turns, because a requested
garbage collection makes V8 discard compiled code.

- The fake CIS2 gets six requests for each sign-in. It checks the card's signature and certificate, and has sessions and signed
  cookies. It also checks whether a fault is set, asks the directory and the register of cards, and writes the journal.
- Bare oidc-provider is the library that the fake CIS2 uses. It gets the same six requests. It checks the card's signature and
  certificate too, and has sessions and signed cookies.
- The minimal server is Node alone. It gets the same six requests and does the same cryptography. It has no sessions, cookies,
  scopes, roles, pages, logout or journal.
- oauth2-mock-server gets three requests. It has no login: it signs in every caller, without session, cookie, card or single-use
  code.`,
  run: async () => {
    const { card } = await benchCard();
    await using opened = new AsyncDisposableStack();
    const start = async (name: Parameters<typeof startProvider>[0], person: Person, subject?: string) => {
      const provider = opened.adopt(await startProvider(name), (one) => one.stop());
      return new Contender([provider], relyingParty(provider.announced, person), subject);
    };
    const cis2 = await start("fake CIS2", withCard(card));
    const others = {
      [bare]: await start("oidc-provider", withCard(card)),
      [minimal]: await start("minimal server", withCard(card)),
      "oauth2-mock-server": await start("oauth2-mock-server", anybody, "johndoe"),
    };
    const sides = Object.entries({ "fake CIS2": cis2, ...others });
    for (const [, contender] of sides) await contender.signIn(warmUp, atATime);
    const taken = new Map<string, Taken[]>(sides.map(([name]) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const [name, contender] of round % 2 === 0 ? sides : sides.toReversed())
        taken.get(name)?.push(await contender.signIn(perTurn, atATime));
    }
    const heaps: Growth["points"] = [];
    let done = warmUp + rounds * perTurn;
    for (const count of untilHeaps) {
      await cis2.signIn(count, atATime);
      heaps.push({ at: (done += count), value: (await cis2.liveHeap()) / 1e6 });
    }
    const compared = (figure: (one: Taken) => number, promises?: Readonly<Record<string, number>>) =>
      sidesOf(Object.fromEntries([...taken].map(([name, turns]) => [name, median(turns.map(figure))])), promises);
    return [
      {
        kind: "comparison",
        name: "processor time of the server for one sign-in",
        unit: "ms",
        better: "lower",
        sides: compared(({ processor }) => processor, promised),
      },
      {
        kind: "comparison",
        name: "sign-ins",
        unit: "/s",
        better: "higher",
        sides: compared(({ wall }) => 1000 / wall),
      },
      {
        kind: "growth",
        name: "live heap of the fake CIS2",
        unit: "MB",
        of: "sign-ins done",
        points: heaps,
        atMost: 1.5,
      },
    ];
  },
};
export default benchmark;
