import type { Benchmark } from "../benchmark.ts";
import type { Growth } from "../figures/results.ts";
import { median, timed } from "../measure/median.ts";
import { signInsInProcess } from "../sign-ins/in-process.ts";

const benchmark: Benchmark = {
  title: "Cards in the register",
  about: `This benchmark measures how the cost of a sign-in changes when the register has more cards. Server, browser, card and relying
party share one process, and the first table has its processor time. The second table has the time to enter one more card. The
register is in memory. Each figure is a median.`,
  run: async () => {
    const { cis2, signIn, stop } = await signInsInProcess();
    let cards = 0;
    const register = () => {
      const number = String(cards++);
      return cis2.registrationAuthority.register({
        serial: `BENCH${number}`,
        userId: `4${number.padStart(11, "0")}`,
        certificates: [number.padStart(16, "0")],
      });
    };
    const [signIns, entries]: [Growth["points"], Growth["points"]] = [[], []];
    try {
      for (const at of [1, 100, 1000, 10_000]) {
        const times: number[] = [];
        while (cards < at) times.push(await timed(register));
        signIns.push({ at, value: await signIn(11) });
        if (at > 1) entries.push({ at, value: median(times.slice(-50)) });
      }
    } finally {
      await stop();
    }
    const of = "cards registered";
    return [
      { kind: "growth", name: "processor time of a sign-in", unit: "ms", of, points: signIns, atMost: 1.5 },
      { kind: "growth", name: "time to enter one more card", unit: "ms", of, points: entries, atMost: 3 },
    ];
  },
};
export default benchmark;
