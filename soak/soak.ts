import { minutesProblem, scriptOptions, seedOf } from "../fuzz/runner/script-options.ts";
import { Progress } from "../src/foundation/progress.ts";

const usage = `npm run soak -- [--minutes <n>] [--seed <n>]

Signs people in, several at a time, with random faults of card, network, person, register and provider, and looks
for what is left behind.

  --minutes <n>  how long it takes (default: 30)
  --seed <n>     where the random numbers begin, to repeat a run
  -h, --help     print this

Exit code: 0 if all was well, 1 if not, 2 for options that it does not take.`;

const { values } = scriptOptions(
  usage,
  { minutes: { type: "string", default: "30" }, seed: { type: "string" } },
  ({ values: { minutes, seed }, positionals: [word] }) =>
    word === undefined ? minutesProblem(minutes, seed) : `It takes options only, and no ${word}.`,
);
const seconds = Number(values.minutes) * 60;
const seed = seedOf(values.seed);

const { runSoak } = await import("./run-soak.ts");
using progress = Progress.ofSeconds("soak", seconds);
const { problems, ...numbers } = await runSoak({ seconds, seed });
progress.clear();
process.stdout.write(`${JSON.stringify({ seed, seconds, ...numbers, problems: problems.length }, null, 2)}\n`);
for (const problem of problems) process.stdout.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
