import { minutesProblem, scriptOptions, seedOf } from "../fuzz/runner/script-options.ts";
import { Progress } from "../src/foundation/progress.ts";

const usage = `npm run soak:desktop -- [--minutes <n>] [--seed <n>]

Gives the client of a desktop parallel and aborted requests, and kills it and pcscd at random. It takes root on Linux and the
packages of ci/install-system-packages.

  --minutes <n>  how long it takes (default: 10)
  --seed <n>     where the random numbers begin, to repeat a run
  -h, --help     print this

Exit code: 0 if all was well, 1 if not, 2 for options that it does not take.`;

const { values } = scriptOptions(
  usage,
  { minutes: { type: "string", default: "10" }, seed: { type: "string" } },
  ({ values: { minutes, seed }, positionals: [word] }) =>
    word === undefined ? minutesProblem(minutes, seed) : `It takes options only, and no ${word}.`,
);
const seconds = Number(values.minutes) * 60;
const seed = seedOf(values.seed);

const { runDesktopSoak } = await import("./desktop/run-desktop-soak.ts");
using progress = Progress.ofSeconds("soak:desktop", seconds);
const { problems, late, ...numbers } = await runDesktopSoak({ seconds, seed });
progress.clear();
const figures = { seed, seconds, ...numbers, problems: problems.length, late: late.length };
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
for (const line of [...problems, ...late]) process.stdout.write(`${line}\n`);
if (problems.length + late.length > 0) process.exitCode = 1;
