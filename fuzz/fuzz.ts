import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { Corpus } from "./runner/corpus.ts";

import { fuzzInThread } from "./runner/fuzz-in-thread.ts";
import { targetModule, targetNames } from "./targets/index.ts";

// npm run fuzz -- --target tlv --minutes 10 [--seed 1]
const { values } = parseArgs({
  options: {
    target: { type: "string", multiple: true, default: [...targetNames] },
    minutes: { type: "string", default: "10" },
    seed: { type: "string" },
  },
});
const seconds = Number(values.minutes) * 60;
const unknown = values.target.filter((name) => !targetNames.includes(name));
if (unknown.length > 0 || !(seconds > 0)) {
  process.stderr.write(`fuzz --target ${targetNames.join("|")} --minutes n\n`);
  process.exit(2);
}

for (const name of values.target) {
  const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
  const { findings, ...numbers } = await fuzzInThread({ name, module: targetModule(name), seconds, seed });
  process.stdout.write(`${JSON.stringify({ target: name, seconds, seed, ...numbers, findings: findings.length })}\n`);
  for (const { input, error } of findings) {
    process.stdout.write(`${new Corpus("findings", name).add(input)}\n${error}\n`);
    process.exitCode = 1;
  }
}
