import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readJsonFile } from "../../foundation/data-file.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { findConfigurationFile } from "./find-configuration-file.ts";

/**
 * The default export, or the JSON, of the configuration file named. Default: the file that {@link findConfigurationFile}
 * finds for the folder, or undefined if there is none. `onNearMiss` is called with the path of each file whose name was
 * probably meant to be one. Rejects with DATA_FILE_INVALID if the file named is missing, throws, or exports nothing by
 * default, or if a folder has several.
 */
export async function readConfigurationFile(
  named: string | undefined,
  folder = process.cwd(),
  onNearMiss: (file: string) => void = () => undefined,
): Promise<{ name: string; settings: unknown } | undefined> {
  if (named !== undefined) return { name: resolve(folder, named), settings: await settingsOf(resolve(folder, named)) };
  const { file, nearMisses } = findConfigurationFile(folder);
  nearMisses.forEach(onNearMiss);
  return file === undefined ? undefined : { name: file, settings: await settingsOf(file) };
}

async function settingsOf(file: string): Promise<unknown> {
  if (!existsSync(file)) throw new TestkitError("DATA_FILE_INVALID", { file, reason: "there is no such file" });
  if (file.toLowerCase().endsWith(".json")) return readJsonFile(file);
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (cause) {
    throw new TestkitError("DATA_FILE_INVALID", { file, reason: String(cause) }, { cause });
  }
  if (module.default === undefined) {
    throw new TestkitError("DATA_FILE_INVALID", { file, reason: "it has no default export" });
  }
  return module.default;
}
