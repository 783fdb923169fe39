import { glob, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { LikelyFirst } from "./likely-first.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { type Baseline, baselineOf, kills, reaches } from "./run-test.ts";
import { leastScore, type Subject, subjects } from "./subjects.ts";
import { WarmProcess } from "./warm/warm-process.ts";

// `npm run mutation` changes the code in small ways, one at a time, and counts the changes that a test notices.
// `npm run mutation -- verdicts` does so for one subject. `--keep` writes the scores down in score.json.
// `--only src/…/a.ts` changes one file of the subjects alone, and keeps nothing.
// `--survivors` asks again about those alone that score.json names, after tests were added. The code must be as it was.
// `--without src/…/a.test.ts` does not ask that test: what it alone would kill survives.

interface Equivalent {
  readonly file: string;
  readonly line: string;
  readonly original: string;
  readonly replacement: string;
  readonly reason: string;
}

interface Score {
  readonly mutants: number;
  readonly killed: number;
  readonly equivalent: number;
  /** In per cent of those that are not equivalent. */
  readonly score: number;
  /** The day on which it was measured. */
  readonly date: string;
  /** Mutants that no test noticed: place, what was there, and what was put there. */
  readonly survivors: readonly string[];
}

interface Place {
  readonly file: string;
  readonly text: string;
  readonly mutant: Mutant;
}

/** Warm processes that no mutant is tried in. */
const idle: WarmProcess[] = [];

const scoreFile = new URL("score.json", import.meta.url);
const equivalents = JSON.parse(
  await readFile(new URL("equivalent.json", import.meta.url), "utf8"),
) as readonly Equivalent[];
const { values: chosen, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: "boolean", default: false },
    survivors: { type: "boolean", default: false },
    only: { type: "string" },
    without: { type: "string", multiple: true, default: [] },
  },
});
const { only } = chosen;
const keep = chosen.keep && only === undefined;
const isChosen = ({ name, folders }: Subject) =>
  only === undefined ? names.length === 0 || names.includes(name) : folders.some((one) => only.startsWith(`${one}/`));

for (const subject of subjects.filter(isChosen)) {
  const score = await scoreOf(subject);
  const { mutants, killed, equivalent } = score;
  process.stdout.write(`${subject.name}: ${score.score} %, ${killed} of ${mutants} killed, ${equivalent} equivalent\n`);
  if (score.score < leastScore) process.exitCode = 1;
  if (keep) {
    const scores = await keptScores();
    await writeFile(scoreFile, `${JSON.stringify({ ...scores, [subject.name]: score }, null, 2)}\n`);
  }
}

async function scoreOf({ name, folders, tests = [] }: Subject): Promise<Score> {
  const files = (await Promise.all(folders.map((folder) => filesIn(folder)))).flat().sort();
  const isTest = (file: string) => file.endsWith(".test.ts");
  const asked = [...files.filter(isTest), ...tests].filter((test) => !chosen.without.includes(test));
  const baselines = await inParallel(asked, baselineOf);
  const all: Place[] = [];
  const mutated = files.filter((one) => !isTest(one) && !one.includes("/testing/"));
  for (const file of mutated.filter((one) => only === undefined || one === only)) {
    const text = await readFile(file, "utf8");
    all.push(...mutantsOf(text).map((mutant) => ({ file, text, mutant })));
  }
  const different = all.filter((one) => !isEquivalent(one));
  const first = new LikelyFirst();
  let done = 0;
  const chosenOnes = chosen.survivors ? await survivorsAmong(different, name, all.length) : different;
  const answers = await inParallel(chosenOnes, async (one) => {
    const killed = await isKilled(one, baselines, first);
    done += 1;
    if (!killed) process.stdout.write(`${inWords(one)} (${done} of ${chosenOnes.length} asked)\n`);
    return { one, killed };
  });
  for (const warm of idle.splice(0)) warm[Symbol.dispose]();
  const survivors = answers.filter(({ killed }) => !killed).map(({ one }) => inWords(one));
  const killed = different.length - survivors.length;
  const score = Math.floor((1000 * killed) / different.length) / 10;
  const equivalent = all.length - different.length;
  const date = new Date().toISOString().slice(0, 10);
  return { mutants: all.length, killed, equivalent, score, date, survivors };
}

/** Does the work for each, a few more at once than there are processors: some wait for a mutant that does not end. The answers are in the order of `all`. */
async function inParallel<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const [waiting, answers] = [[...all.entries()], new Array<R>(all.length)];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) answers[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: availableParallelism() + 2 }, worker));
  return answers;
}

async function isKilled(
  { file, text, mutant }: Place,
  baselines: readonly Baseline[],
  first: LikelyFirst,
): Promise<boolean> {
  const url = pathToFileURL(file).href;
  const warm = idle.pop() ?? new WarmProcess();
  // What is right of `&&`, `||` and `??` is a separate range, with the operator. The left side says whether it is reached.
  const isLogical = ["&&", "||", "??"].includes(mutant.original);
  const place = isLogical ? text.slice(0, mutant.start).trimEnd().length - 1 : mutant.start;
  const reaching = baselines.filter((baseline) => reaches(baseline, url, place));
  try {
    for (const baseline of first.order(file, reaching)) {
      const started = performance.now();
      const known = baseline.isOneProcess ? await warm.kills(baseline, { url, ...mutant }) : undefined;
      const killed = known ?? (await kills(baseline, { url, ...mutant }));
      first.note(file, baseline, killed, performance.now() - started);
      if (killed) return true;
    }
    return false;
  } finally {
    idle.push(warm);
  }
}

async function survivorsAmong(places: readonly Place[], name: string, mutants: number): Promise<readonly Place[]> {
  const kept = (await keptScores())[name];
  const survived = new Set(kept?.survivors);
  const found = places.filter((one) => survived.has(inWords(one)));
  if (kept?.mutants !== mutants || new Set(found.map(inWords)).size !== survived.size) {
    throw new Error(`The code of "${name}" is not as it was when score.json was written: measure it whole.`);
  }
  return found;
}

async function keptScores(): Promise<Record<string, Score>> {
  return JSON.parse(await readFile(scoreFile, "utf8").catch(() => "{}")) as Record<string, Score>;
}

function isEquivalent({ file, text, mutant: { line, original, replacement } }: Place): boolean {
  const written = text.split("\n")[line - 1]?.trim();
  return equivalents.some(
    (one) => one.file === file && one.line === written && one.original === original && one.replacement === replacement,
  );
}

function inWords({ file, mutant: { line, original, replacement } }: Place): string {
  const short = original.replaceAll(/\s+/g, " ");
  return `${file}:${line} ${short.length > 60 ? `${short.slice(0, 57)}...` : short} -> ${replacement}`;
}

async function filesIn(folder: string): Promise<string[]> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const found: string[] = [];
  for await (const file of glob(`${folder}/**/*.ts`, { cwd: root })) found.push(relative(root, `${root}/${file}`));
  return found;
}
