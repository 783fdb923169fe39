import type { Benchmark } from "../benchmark.ts";
import type { Growth } from "../figures/results.ts";
import { benchCard, Contender } from "./contender.ts";
import { startProvider } from "./providers/provider.ts";
import { relyingParty, withCard } from "./sign-in.ts";

const [warm, count] = [1000, 200];

const benchmark: Benchmark = {
  title: "Sign-ins at a time",
  about: `This benchmark measures how many sign-ins a second the fake CIS2 completes when more people sign in at once. The fake CIS2 has a
separate process, and ${warm.toLocaleString("en-GB")} sign-ins warm it up. Browsers, relying party and card share the benchmark's process. They use about
as much processor time as the server.`,
  run: async () => {
    const { card } = await benchCard();
    await using opened = new AsyncDisposableStack();
    const provider = opened.adopt(await startProvider("fake CIS2"), (one) => one.stop());
    const cis2 = new Contender([provider], relyingParty(provider.announced, withCard(card)));
    await cis2.signIn(warm, 8);
    const points: Growth["points"] = [];
    for (const at of [1, 2, 8, 32, 100]) points.push({ at, value: 1000 / (await cis2.signIn(count, at)).wall });
    return [{ kind: "growth", name: "sign-ins", unit: "/s", of: "people at once", points }];
  },
};
export default benchmark;
