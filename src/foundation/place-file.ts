import { constants, copyFileSync, linkSync, renameSync } from "node:fs";

/** What Windows answers while a virus scanner or an indexer has one of the two files open. */
const lookedAt: ReadonlySet<unknown> = new Set(["EPERM", "EACCES", "EBUSY"]);
const longestLookMs = 1000;
const pauseMs = 20;

/**
 * Moves a finished file to its place, over what is there. Other programs of Windows may refuse this for a moment, so there
 * it is tried again for a second. Throws as `rename` does.
 */
export function replaceFile(draft: string, file: string, platform = process.platform, rename = renameSync): void {
  const until = performance.now() + longestLookMs;
  for (;;) {
    try {
      rename(draft, file);
      return;
    } catch (error) {
      if (platform !== "win32" || !lookedAt.has(codeOf(error)) || performance.now() > until) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  }
}

/**
 * Puts a copy of a finished file in a place that is free; false if it is taken. A hard link is never seen half written. File
 * systems without links, such as exFAT, get a copy. Throws as `copyFile` does.
 */
export function placeIfFree(draft: string, file: string, link = linkSync): boolean {
  try {
    try {
      link(draft, file);
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      copyFileSync(draft, file, constants.COPYFILE_EXCL);
    }
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
