import { parseSettings, type SettingsInput } from "../../fake-cis2/settings/settings.ts";
import { dataFileInvalid, readJsonFile } from "../../foundation/data-file.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";

/** Reads a file with settings of the fake CIS2, as JSON. Throws DATA_FILE_INVALID, naming the setting. */
export function readSettings(file: string | undefined): SettingsInput | undefined {
  if (file === undefined) return undefined;
  const json = readJsonFile(file);
  try {
    return parseSettings(json);
  } catch (cause) {
    throw isTestkitError(cause) ? dataFileInvalid(file, cause.message, cause) : cause;
  }
}
