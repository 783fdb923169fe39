import type { Benchmark } from "./benchmark.ts";
import type { Comparison } from "./results.ts";
import { benchCard, Contender, userId } from "./sign-ins/provider-under-load.ts";
import { anybody, whoeverSaysSo, withCard } from "./sign-ins/sign-in.ts";
import { agent } from "./sign-ins/user-agent.ts";

const [total, atATime, rounds] = [2000, 200, 8];

const benchmark: Benchmark = {
  title: "Sign-ins, beside other providers",
  about: `The same relying party signs in by code at each provider in turn, ${total.toLocaleString("en-GB")} times, ${atATime} at a time. It fetches userinfo and verifies each
ID token. Each provider has its own process; browsers, relying party and card share the benchmark's.

- oauth2-mock-server asks for no login and has no session, cookie or card: three requests.
- Bare oidc-provider is the library under the fake CIS2. It has sessions, signed cookies, single-use codes, and one request
  that says who signs in: five requests.
- The fake CIS2 also sends a challenge, checks the answer, looks for faults and writes the journal: six requests.

We aimed to be at least as fast as oauth2-mock-server, and missed that. Bare oidc-provider misses it too, so no work on our own
code can reach it.`,
  run: async () => {
    const { card } = await benchCard();
    const started: Contender[] = [];
    const start = async (...contender: Parameters<typeof Contender.start>) => {
      const one = await Contender.start(...contender);
      started.push(one);
      return one;
    };
    try {
      const mock = await start("oauth2-mock-server-process.ts", anybody, "johndoe");
      const bare = await start("oidc-provider-process.ts", whoeverSaysSo, "anybody");
      const cis2 = await start("fake-cis2-process.ts", withCard(card), userId);
      const heap: number[] = [];
      for (let round = 0; round < rounds; round++) {
        await mock.run(total / rounds, atATime);
        await bare.run(total / rounds, atATime);
        heap.push(await cis2.run(total / rounds, atATime));
      }
      const grown = ((heap.at(-1) ?? Number.NaN) - (heap[rounds / 2 - 1] ?? Number.NaN)) / 1e6;
      const sides = (figure: (one: Contender) => number): Comparison["sides"] => [
        { name: "fake CIS2", value: figure(cis2) },
        { name: "bare oidc-provider", value: figure(bare) },
        { name: "oauth2-mock-server", value: figure(mock) },
      ];
      return [
        { kind: "figure", name: "right sign-ins at the fake CIS2", value: cis2.right, unit: "", atLeast: total },
        {
          kind: "figure",
          name: "live heap of the fake CIS2, end of the second half against that of the first",
          value: grown,
          unit: "MB",
          below: 20,
        },
        { kind: "comparison", name: "sign-ins", unit: "/s", better: "higher", sides: sides((one) => one.perSecond) },
        {
          kind: "comparison",
          name: "processor time of the server, a sign-in",
          unit: "ms",
          better: "lower",
          sides: sides((one) => one.processor),
        },
      ];
    } finally {
      agent.destroy();
      await Promise.all(started.map((one) => one.stop()));
    }
  },
};
export default benchmark;
