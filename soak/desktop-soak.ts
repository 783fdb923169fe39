import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { runDesktopSoak } from "./desktop/run-desktop-soak.ts";

// npm run soak:desktop -- --minutes 10 [--seed 1], as root on Linux with the packages of ci/install-system-packages
const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" }, seed: { type: "string" } } });
const seconds = Number(values.minutes) * 60;
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
if (!(seconds > 0) || !Number.isInteger(seed)) {
  process.stderr.write("soak:desktop --minutes n [--seed n]\n");
  process.exit(2);
}

const { problems, late, ...numbers } = await runDesktopSoak({ seconds, seed });
const figures = { seed, seconds, ...numbers, problems: problems.length, late: late.length };
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
for (const line of [...problems, ...late]) process.stdout.write(`${line}\n`);
if (problems.length + late.length > 0) process.exitCode = 1;
