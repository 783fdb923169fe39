import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The feature files at these paths that may have a scenario which the tag expression selects, in Cucumber's order: to
 * parse one that has none takes longer than to read it. Returns the paths as they are if the expression does not say.
 */
export async function filesWithTags(
  paths: readonly string[],
  expression: string | undefined,
  folder: string,
): Promise<string[]> {
  const tags = expression === undefined ? undefined : tagsNeeded(expression);
  if (tags === undefined) return [...paths];
  const read = await Promise.all(paths.map((path) => readOnce(path, folder)));
  const found = read.flat().filter(({ text }) => tags.some((tag) => text.includes(tag)));
  // Cucumber takes no path for its own default.
  return found.length > 0 ? found.map(({ file }) => file) : [...paths];
}

interface FeatureFile {
  readonly file: string;
  readonly text: string;
}

const files = new Map<string, Promise<readonly FeatureFile[]>>();

function readOnce(path: string, folder: string): Promise<readonly FeatureFile[]> {
  const key = join(folder, path);
  const known = files.get(key) ?? readAll(path, folder);
  files.set(key, known);
  return known;
}

async function readAll(path: string, folder: string): Promise<readonly FeatureFile[]> {
  const names: string[] = [];
  for await (const name of glob(path, { cwd: folder })) names.push(name);
  names.sort();
  return Promise.all(names.map(async (file) => ({ file, text: await readFile(join(folder, file), "utf8") })));
}

/** Tags of which a scenario has one or more if the expression selects it; undefined if others are selected as well. */
function tagsNeeded(expression: string): readonly string[] | undefined {
  if (/\\|\bnot\b/.test(expression)) return undefined;
  return expression.match(/@[^\s()]+/g) ?? undefined;
}
