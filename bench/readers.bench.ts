import { authenticate, fixedPasscode } from "../src/client/index.ts";
import { CardOffice } from "../src/environment/index.ts";
import { InProcessReaders, VirtualCard } from "../src/virtual-card/index.ts";
import { median, timed, type Benchmark, type Measurement } from "./measurement.ts";

const challenge = Buffer.alloc(32, 1).toString("base64");

/** How the client finds the card among readers: a whole answer to a challenge, passcode and signature included. */
const benchmark: Benchmark = async () => {
  const { image, persona } = await (await CardOffice.open()).make("one-role", "piv");
  const results: Measurement[] = [];
  const readers = new InProcessReaders();
  let known = 0;
  for (const count of [1, 8, 64]) {
    while (known < count) readers.addReader(`Reader ${++known}`);
    if (count === 1) readers.insert("Reader 1", new VirtualCard(image));
    const passcodes = fixedPasscode(persona.card.passcode);
    const answer = () => authenticate({ readers, passcodes, challenge, origin: "http://cis2.test" });
    for (let warm = 0; warm < 20; warm++) await answer();
    const times: number[] = [];
    for (let number = 0; number < 100; number++) times.push(await timed(answer));
    const name = `challenge answered by the card in one of ${count} reader${count === 1 ? "" : "s"}, median`;
    results.push({ name, value: median(times), unit: "ms" });
  }
  return results;
};
export default benchmark;
