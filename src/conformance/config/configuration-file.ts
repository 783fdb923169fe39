import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

const defaultName = "cis2-testkit.config.ts";

/**
 * The default export of the configuration file named, or of cis2-testkit.config.ts where the folder has one.
 * Rejects with DATA_FILE_INVALID where the file named is missing, throws, or exports nothing by default.
 */
export async function readConfigurationFile(
  named: string | undefined,
  folder = process.cwd(),
): Promise<{ name: string; settings: unknown } | undefined> {
  const file = resolve(folder, named ?? defaultName);
  if (!existsSync(file)) {
    if (named === undefined) return undefined;
    throw new TestkitError("DATA_FILE_INVALID", { file, reason: "there is no such file" });
  }
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (cause) {
    throw new TestkitError("DATA_FILE_INVALID", { file, reason: String(cause) }, { cause });
  }
  if (module.default === undefined) {
    throw new TestkitError("DATA_FILE_INVALID", { file, reason: "it has no default export" });
  }
  return { name: file, settings: module.default };
}
