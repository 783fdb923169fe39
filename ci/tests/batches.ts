import { globSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** Test files that run in one process, one after another: most of a short file's time is the loading of the product. */
export interface Batch {
  /** The folder that they are in, or the file that runs alone. */
  readonly name: string;
  readonly files: readonly string[];
}

/** What a test file says at its top if it changes what others in its process would see. */
const alone = /^\/\/ Runs in a process alone: \S/mu;

/** The batches of these test files, by the first `depth` folders of their paths from `root`; both in the order of their names. */
export function batchesOf(files: readonly string[], root: string, depth: number): readonly Batch[] {
  const batches = new Map<string, string[]>();
  for (const file of [...files].sort()) {
    const path = relative(root, file).split(sep);
    const name = alone.test(readFileSync(file, "utf8")) ? path.join("/") : path.slice(0, -1).slice(0, depth).join("/");
    batches.set(name, [...(batches.get(name) ?? []), file]);
  }
  return [...batches].map(([name, batch]) => ({ name, files: batch }));
}

/**
 * A batch for each of these test files: first those of `first`, so that the longest do not run on alone at the end. Throws an
 * Error for one of `first` that is not there.
 */
export function filesAlone(files: readonly string[], root: string, first: readonly string[]): readonly Batch[] {
  const names = files.map((file) => relative(root, file).replaceAll(sep, "/")).sort();
  const missing = first.find((name) => !names.includes(name));
  if (missing !== undefined) throw new Error(`there is no test file ${missing}`);
  const inOrder = [...first, ...names.filter((name) => !first.includes(name))];
  return inOrder.map((name) => ({ name, files: [join(root, name)] }));
}

/** Writes a module for each batch, which node's test runner takes for a test file; resolves to their paths. */
export async function writeBatches(batches: readonly Batch[], folder: string): Promise<string[]> {
  return Promise.all(
    batches.map(async ({ name, files }, index) => {
      // The runner takes them in the order of their names.
      const path = join(folder, `${String(index).padStart(3, "0")}-${name.replaceAll("/", "-")}.mjs`);
      const imports = files.map((file) => `await import(${JSON.stringify(pathToFileURL(file).href)});`);
      await writeFile(path, `${imports.join("\n")}\n`);
      return path;
    }),
  );
}

/** The test files below folders of `root`. */
export function testFilesIn(root: string, folders: readonly string[]): string[] {
  return folders.flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: root })).map((file) => join(root, file));
}
