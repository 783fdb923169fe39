import type { Benchmark } from "./measurement.ts";
import { benchCard, Contender, userId } from "./sign-ins/contender.ts";
import { anybody, whoeverSaysSo, withCard } from "./sign-ins/sign-in.ts";
import { agent } from "./sign-ins/user-agent.ts";

const [total, atATime, rounds] = [2000, 200, 8];

/**
 * The same sign-in by code, to userinfo, on each provider by turns. Each provider is a process of its own; the browsers,
 * the card and the relying party are this one, so that what a card and a relying party compute is not the provider's.
 */
const benchmark: Benchmark = async () => {
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
    const of = `sign-ins, ${atATime} at a time`;
    const processor = "server's processor time a sign-in";
    return [
      { name: `fake CIS2: right ${of}`, value: cis2.right, unit: `of ${total}`, atLeast: total },
      {
        name: "fake CIS2: live heap, end of the second half against the first",
        value: ((heap.at(-1) ?? Number.NaN) - (heap[rounds / 2 - 1] ?? Number.NaN)) / 1e6,
        unit: "MB",
        below: 20,
      },
      { name: `fake CIS2: ${of}`, value: cis2.perSecond, unit: "/s" },
      { name: `bare oidc-provider: ${of}`, value: bare.perSecond, unit: "/s" },
      { name: `oauth2-mock-server: ${of}`, value: mock.perSecond, unit: "/s" },
      { name: "fake CIS2 against bare oidc-provider", value: cis2.perSecond / bare.perSecond, unit: "times" },
      { name: "fake CIS2 against oauth2-mock-server", value: cis2.perSecond / mock.perSecond, unit: "times" },
      { name: `fake CIS2: ${processor}`, value: cis2.processor, unit: "ms" },
      { name: `bare oidc-provider: ${processor}`, value: bare.processor, unit: "ms" },
      { name: `oauth2-mock-server: ${processor}`, value: mock.processor, unit: "ms" },
      { name: "bare oidc-provider against oauth2-mock-server", value: bare.perSecond / mock.perSecond, unit: "times" },
    ];
  } finally {
    agent.destroy();
    await Promise.all(started.map((one) => one.stop()));
  }
};
export default benchmark;
