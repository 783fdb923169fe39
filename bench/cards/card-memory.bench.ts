import type { Benchmark } from "../benchmark.ts";
import type { Comparison } from "../figures/results.ts";
import { startService } from "../measure/service.ts";
import type { CardBytes } from "./cards-process.ts";

const count = 10_000;

const benchmark: Benchmark = {
  title: "Memory of cards",
  about: `This benchmark measures how much memory one card takes in a process that has ${count.toLocaleString("en-GB")} cards. The first table is for a card in
the register of a fake CIS2. The second is for a virtual card with its card image. Each table also has the size of the same data
as JSON. The benchmark collects garbage before it reads the memory.`,
  run: async () => {
    const module = new URL("cards-process.ts", import.meta.url);
    const service = await startService<Record<"registered" | "virtual", CardBytes>>(module, [String(count)]);
    const { registered, virtual } = service.announced;
    await service.stop();
    const compared = (name: string, { heap, json }: CardBytes, times: number): Comparison => ({
      kind: "comparison",
      name,
      unit: "bytes",
      better: "lower",
      sides: [
        { name: "in memory", value: heap },
        { name: "the same as JSON", value: json, times },
      ],
    });
    return [compared("a card in the register", registered, 30), compared("a virtual card", virtual, 3)];
  },
};
export default benchmark;
