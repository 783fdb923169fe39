import {
  type AppInput,
  parseApp,
  parsePlatformSettings,
  type PlatformSettingsInput,
} from "../../fake-api-platform/index.ts";
import { dataFileInvalid, readJsonFile } from "../../foundation/data-file.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";

/** Reads a file with one app of the API platform, or a list of them, as JSON. Throws DATA_FILE_INVALID. */
export function readApps(file: string): AppInput[] {
  return named(file, (json) => (Array.isArray(json) ? json : [json]).map(parseApp));
}

/** Reads a file with settings of the API platform, as JSON. Throws DATA_FILE_INVALID, naming the setting. */
export function readPlatformSettings(file: string): PlatformSettingsInput {
  return named(file, parsePlatformSettings);
}

function named<Content>(file: string, parse: (json: unknown) => Content): Content {
  const json = readJsonFile(file);
  try {
    return parse(json);
  } catch (cause) {
    throw isTestkitError(cause) ? dataFileInvalid(file, cause.message, cause) : cause;
  }
}
