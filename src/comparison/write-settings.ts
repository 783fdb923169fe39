import { writeFile } from "node:fs/promises";
import { parseSettings, type Settings, type SettingsInput } from "../fake-cis2/index.ts";
import { dataFileInvalid } from "../foundation/data-file.ts";

/**
 * Writes the settings with which the fake CIS2 is as the other one: those it was compared with, and those that remove differences.
 * `serve --settings` takes the file. Rejects with DATA_FILE_INVALID if it cannot be written.
 */
export async function writeSettings(file: string, before: SettingsInput, found: Partial<Settings>): Promise<void> {
  const settings = { ...before, ...found };
  parseSettings(settings);
  try {
    await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
  } catch (cause) {
    throw dataFileInvalid(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}
