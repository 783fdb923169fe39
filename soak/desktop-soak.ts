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

const { problems, ...numbers } = await runDesktopSoak({ seconds, seed });
process.stdout.write(`${JSON.stringify({ seed, seconds, ...numbers, problems: problems.length }, null, 2)}\n`);
for (const problem of problems) process.stdout.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
