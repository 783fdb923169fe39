import { readFile } from "node:fs/promises";
import { parseSettings, type SettingsInput } from "../../fake-cis2/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

/** Reads a file with settings of the fake CIS2, as JSON. Rejects with DATA_FILE_INVALID, naming the setting. */
export async function readSettings(file: string | undefined): Promise<SettingsInput | undefined> {
  if (file === undefined) return undefined;
  try {
    return parseSettings(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TestkitError("DATA_FILE_INVALID", { file, reason }, { cause });
  }
}
