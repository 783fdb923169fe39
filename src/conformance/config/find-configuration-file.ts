import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { configurationFileNames } from "./file-names.ts";
import { isNearMiss } from "./near-miss.ts";

export interface FoundConfigurationFile {
  /** The file's path; undefined if there is none. */
  readonly file: string | undefined;
  /** Files in the folders looked in whose names were probably meant to be one. */
  readonly nearMisses: readonly string[];
}

/**
 * Looks in the folder, then in each parent up to the root of its repository: the nearest folder with `.git`, else with
 * package.json. Without either it looks in the folder alone. Throws DATA_FILE_INVALID if one folder has several.
 */
export function findConfigurationFile(folder: string): FoundConfigurationFile {
  const nearMisses: string[] = [];
  for (const searched of foldersUpToRoot(resolve(folder))) {
    const names = namesIn(searched);
    nearMisses.push(...names.filter(isNearMiss).map((name) => join(searched, name)));
    const [first, second] = configurationFileNames.filter((name) => names.includes(name));
    if (first === undefined) continue;
    if (second === undefined) return { file: join(searched, first), nearMisses };
    const reason = `${second} is beside it; keep one, or name one with --config`;
    throw new TestkitError("DATA_FILE_INVALID", { file: join(searched, first), reason });
  }
  return { file: undefined, nearMisses };
}

function foldersUpToRoot(folder: string): readonly string[] {
  const folders = [folder];
  for (let child = folder; dirname(child) !== child; child = dirname(child)) folders.push(dirname(child));
  for (const mark of [".git", "package.json"]) {
    const root = folders.findIndex((one) => existsSync(join(one, mark)));
    if (root !== -1) return folders.slice(0, root + 1);
  }
  return [folder];
}

/** A folder that cannot be read has nothing for us. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
