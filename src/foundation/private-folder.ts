import { lstat, mkdir } from "node:fs/promises";
import { TestkitError } from "./errors/testkit-error.ts";

/**
 * Makes the folder for this user alone if it is missing. Rejects with FOLDER_NOT_PRIVATE if it is a link, another user
 * made it, or another user can write to it: what is read from it could be another user's. Other rejections are the system's.
 */
export async function preparePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const entry = await lstat(folder);
  const user = process.getuid?.();
  const writable = user !== undefined && (entry.mode & 0o022) !== 0;
  const foreign = user !== undefined && entry.uid !== user && entry.uid !== 0;
  if (!entry.isDirectory() || writable || foreign) throw new TestkitError("FOLDER_NOT_PRIVATE", { folder });
}
