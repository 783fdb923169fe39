import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { dataFileInvalid } from "./data-file.ts";

/**
 * Makes the folder if it is missing, and sees that files can be made in it: before the work whose outcome they hold, so
 * that it is not lost. Rejects with DATA_FILE_INVALID.
 */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw dataFileInvalid(folder, `no files can be made in it (${cause instanceof Error ? cause.message : ""})`, cause);
  }
}
