import { Progress } from "../src/foundation/progress.ts";
import { Corpus } from "./runner/corpus.ts";
import { fuzzInThread } from "./runner/fuzz-in-thread.ts";
import { minutesProblem, scriptOptions, seedOf } from "./runner/script-options.ts";
import { targetModule, targetNames } from "./targets/index.ts";

const usage = `npm run fuzz -- [--target <name>]... [--minutes <n>] [--seed <n>]

Gives parsers inputs that are changed at random. Those that reach new code are added to fuzz/corpus, and those that break a
parser to fuzz/findings.

  --target <name>  what is fuzzed, again for several (default: all, one after the other)
  --minutes <n>    how long each takes (default: 10)
  --seed <n>       where the random numbers begin, to repeat a run
  -h, --help       print this

Targets: ${targetNames.join(", ")}
Exit code: 0 if nothing was found, 1 if something was, 2 for options that it does not take.`;

const { values } = scriptOptions(
  usage,
  {
    target: { type: "string", multiple: true, default: [...targetNames] },
    minutes: { type: "string", default: "10" },
    seed: { type: "string" },
  },
  ({ values: { target, minutes, seed }, positionals }) => {
    const [unknown] = [...positionals, ...target.filter((name) => !targetNames.includes(name))];
    return unknown === undefined ? minutesProblem(minutes, seed) : `There is no target ${unknown}.`;
  },
);
const seconds = Number(values.minutes) * 60;

for (const name of values.target) {
  const seed = seedOf(values.seed);
  using progress = Progress.ofSeconds(`fuzz ${name}`, seconds);
  const { findings, ...numbers } = await fuzzInThread({ name, module: targetModule(name), seconds, seed });
  progress.clear();
  process.stdout.write(`${JSON.stringify({ target: name, seconds, seed, ...numbers, findings: findings.length })}\n`);
  for (const { input, error } of findings) {
    process.stdout.write(`${new Corpus("findings", name).add(input)}\n${error}\n`);
    process.exitCode = 1;
  }
}
