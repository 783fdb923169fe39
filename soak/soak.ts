import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { runSoak } from "./run-soak.ts";

// npm run soak -- --minutes 30 [--seed 1]
const { values } = parseArgs({ options: { minutes: { type: "string", default: "30" }, seed: { type: "string" } } });
const seconds = Number(values.minutes) * 60;
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
if (!(seconds > 0) || !Number.isInteger(seed)) {
  process.stderr.write("soak --minutes n [--seed n]\n");
  process.exit(2);
}

const { problems, ...numbers } = await runSoak({ seconds, seed });
process.stdout.write(`${JSON.stringify({ seed, seconds, ...numbers, problems: problems.length }, null, 2)}\n`);
for (const problem of problems) process.stdout.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
