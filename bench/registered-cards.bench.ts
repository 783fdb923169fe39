import { median, timed, type Benchmark, type Measurement } from "./measurement.ts";
import { signInsInProcess } from "./sign-ins/in-process.ts";

/** How sign-ins and the register bear a register that grows. */
const benchmark: Benchmark = async () => {
  const { cis2, signIn, stop } = await signInsInProcess("openid profile");
  const results: Measurement[] = [];
  let cards = 0;
  const register = () => {
    const number = String(cards++);
    return cis2.registrationAuthority.register({
      serial: `BENCH${number}`,
      userId: `4${number.padStart(11, "0")}`,
      certificates: [number.padStart(16, "0")],
    });
  };
  try {
    for (const count of [1, 100, 1000, 10_000]) {
      const times: number[] = [];
      while (cards < count) times.push(await timed(register));
      const with_ = `${count.toLocaleString("en-GB")} card${count === 1 ? "" : "s"} registered`;
      results.push({ name: `a sign-in, ${with_}`, value: await signIn(100), unit: "ms" });
      if (count > 1)
        results.push({ name: `registering one more, ${with_}`, value: median(times.slice(-50)), unit: "ms" });
    }
    return results;
  } finally {
    await stop();
  }
};
export default benchmark;
