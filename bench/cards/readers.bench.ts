import { authenticate, fixedPasscode } from "../../src/client/index.ts";
import { PersonaCardIssuer } from "../../src/harness/index.ts";
import { InProcessReaders, VirtualCard } from "../../src/virtual-card/index.ts";
import type { Benchmark } from "../benchmark.ts";
import type { Growth } from "../figures/results.ts";
import { medianOf } from "../measure/median.ts";

const challenge = Buffer.alloc(32, 1).toString("base64");

const benchmark: Benchmark = {
  title: "Readers on a desktop",
  about: `This benchmark measures how long the client takes to answer a challenge if only one of many readers has a card. The client finds
the card, reads its certificate, verifies the passcode and signs. Each figure is a median.`,
  run: async () => {
    const { image, persona } = await (await PersonaCardIssuer.open()).make("one-role", "piv");
    const passcodes = fixedPasscode(persona.card.passcode);
    const readers = new InProcessReaders();
    readers.addReader("Reader 1");
    readers.insert("Reader 1", new VirtualCard(image));
    const answer = () => authenticate({ readers, passcodes, challenge, origin: "http://cis2.test" });
    for (let warm = 0; warm < 300; warm++) await answer();
    const points: Growth["points"] = [];
    for (const [at, before] of [
      [1, 1],
      [8, 1],
      [64, 8],
    ] as const) {
      for (let number = before + 1; number <= at; number++) readers.addReader(`Reader ${number}`);
      points.push({ at, value: await medianOf(200, answer) });
    }
    return [{ kind: "growth", name: "time to answer a challenge", unit: "ms", of: "readers", points, atMost: 1.5 }];
  },
};
export default benchmark;
