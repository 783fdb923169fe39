import { glob, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { type Baseline, baselineOf, kills, reaches } from "./run-test.ts";
import { leastScore, type Subject, subjects } from "./subjects.ts";

// `npm run mutation` changes the code in small ways, one at a time, and counts the changes that a test notices.
// `npm run mutation -- verdicts` does so for one subject. `--keep` writes the scores down in score.json.
// `--only src/…/a.ts` changes one file of the subjects alone, and keeps nothing.

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
  /** Mutants that no test noticed: place, what was there, and what was put there. */
  readonly survivors: readonly string[];
}

const scoreFile = new URL("score.json", import.meta.url);
const equivalents = JSON.parse(
  await readFile(new URL("equivalent.json", import.meta.url), "utf8"),
) as readonly Equivalent[];
const { values: chosen, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: "boolean", default: false }, only: { type: "string" } },
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
    const scores = JSON.parse(await readFile(scoreFile, "utf8").catch(() => "{}")) as Record<string, Score>;
    await writeFile(scoreFile, `${JSON.stringify({ ...scores, [subject.name]: score }, null, 2)}\n`);
  }
}

async function scoreOf({ folders, tests = [] }: Subject): Promise<Score> {
  const files = (await Promise.all(folders.map((folder) => filesIn(folder)))).flat().sort();
  const isTest = (file: string) => file.endsWith(".test.ts");
  const baselines: Baseline[] = [];
  for (const test of [...files.filter(isTest), ...tests]) baselines.push(await baselineOf(test));
  baselines.sort((one, other) => one.durationMs - other.durationMs);
  const queue: { file: string; text: string; mutant: Mutant }[] = [];
  const mutated = files.filter((one) => !isTest(one) && !one.includes("/testing/"));
  for (const file of mutated.filter((one) => only === undefined || one === only)) {
    const text = await readFile(file, "utf8");
    queue.push(...mutantsOf(text).map((mutant) => ({ file, text, mutant })));
  }
  const mutants = queue.length;
  let [killed, equivalent] = [0, 0];
  const survivors: { file: string; mutant: Mutant }[] = [];
  const work = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      if (isEquivalent(one.file, one.text, one.mutant)) equivalent += 1;
      else if (await isKilled(one.file, one.mutant, baselines)) killed += 1;
      else {
        survivors.push(one);
        process.stdout.write(`${inWords(one.file, one.mutant)}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const score = Math.floor((1000 * killed) / (mutants - equivalent)) / 10;
  survivors.sort((one, other) => one.file.localeCompare(other.file) || one.mutant.start - other.mutant.start);
  return { mutants, killed, equivalent, score, survivors: survivors.map(({ file, mutant }) => inWords(file, mutant)) };
}

async function isKilled(file: string, mutant: Mutant, baselines: readonly Baseline[]): Promise<boolean> {
  const url = pathToFileURL(file).href;
  for (const baseline of baselines) {
    if (reaches(baseline, url, mutant.start) && (await kills(baseline, { url, ...mutant }))) return true;
  }
  return false;
}

function isEquivalent(file: string, text: string, { line, original, replacement }: Mutant): boolean {
  const written = text.split("\n")[line - 1]?.trim();
  return equivalents.some(
    (one) => one.file === file && one.line === written && one.original === original && one.replacement === replacement,
  );
}

function inWords(file: string, { line, original, replacement }: Mutant): string {
  const short = original.replaceAll(/\s+/g, " ");
  return `${file}:${line} ${short.length > 60 ? `${short.slice(0, 57)}...` : short} -> ${replacement}`;
}

async function filesIn(folder: string): Promise<string[]> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const found: string[] = [];
  for await (const file of glob(`${folder}/**/*.ts`, { cwd: root })) found.push(relative(root, `${root}/${file}`));
  return found;
}
