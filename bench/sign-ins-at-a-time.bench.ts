import type { Benchmark } from "./benchmark.ts";
import type { Growth } from "./results.ts";
import { benchCard, Contender, userId } from "./sign-ins/provider-under-load.ts";
import { withCard } from "./sign-ins/sign-in.ts";
import { agent } from "./sign-ins/user-agent.ts";

const count = 320;

const benchmark: Benchmark = {
  title: "Sign-ins at a time",
  about: `How many sign-ins a second the fake CIS2 gives, in a separate process, as more people sign in at once.`,
  run: async () => {
    const { card } = await benchCard();
    const cis2 = await Contender.start("fake-cis2-process.ts", withCard(card), userId);
    const points: Growth["points"] = [];
    try {
      for (const at of [1, 2, 4, 8, 16, 32]) {
        cis2.forget();
        await cis2.run(count, at);
        points.push({ at, value: cis2.perSecond });
      }
      return [{ kind: "growth", name: "sign-ins", unit: "/s", of: "people at once", points }];
    } finally {
      agent.destroy();
      await cis2.stop();
    }
  },
};
export default benchmark;
