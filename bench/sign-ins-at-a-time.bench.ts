import type { Benchmark, Measurement } from "./measurement.ts";
import { benchCard, Contender, userId } from "./sign-ins/contender.ts";
import { withCard } from "./sign-ins/sign-in.ts";
import { agent } from "./sign-ins/user-agent.ts";

const count = 320;

/** How the fake CIS2 bears more people at once. */
const benchmark: Benchmark = async () => {
  const { card } = await benchCard();
  const cis2 = await Contender.start("fake-cis2-process.ts", withCard(card), userId);
  const results: Measurement[] = [];
  try {
    for (const atATime of [1, 2, 4, 8, 16, 32]) {
      cis2.forget();
      await cis2.run(count, atATime);
      results.push({ name: `fake CIS2: sign-ins, ${atATime} at a time`, value: cis2.perSecond, unit: "/s" });
    }
    return results;
  } finally {
    agent.destroy();
    await cis2.stop();
  }
};
export default benchmark;
