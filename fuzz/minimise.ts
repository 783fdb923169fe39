import { Corpus } from "./runner/corpus.ts";
import { Coverage } from "./runner/coverage.ts";
import { fuzzTarget, targetNames } from "./targets/index.ts";

// node fuzz/minimise.ts: takes out of the corpus what reaches no block of code that seeds and smaller inputs do not reach.
// What once found something stays.
const coverage = new Coverage();

for (const name of targetNames) {
  const target = await fuzzTarget(name);
  const { run, close } = await target.open();
  const corpus = new Corpus("corpus", name);
  const seen = new Set<string>();
  const isNew = async (input: Uint8Array) => {
    coverage.look();
    await run(input);
    const before = seen.size;
    for (const feature of coverage.look(true)) seen.add(feature);
    return seen.size > before;
  };
  for (const seed of await target.seeds()) await isNew(seed);
  let kept = 0;
  for (const { name: file, input } of corpus.inputs().sort((one, other) => one.input.length - other.input.length)) {
    if ((await isNew(input)) || file.startsWith("regression-")) kept += 1;
    else corpus.remove(file);
  }
  await close?.();
  process.stdout.write(`${name}: ${kept} inputs kept\n`);
}
coverage.close();
