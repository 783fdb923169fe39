import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { placeIfFree } from "../../foundation/place-file.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

interface Owner {
  readonly host: string;
  readonly process: number;
  /** When the process began, as its system counts: another process may get the number of one that has ended. */
  readonly began?: string | undefined;
  /** ISO 8601. */
  readonly since: string;
}

/**
 * Keeps other processes from using a card file until the returned function is called: a file beside it says who uses the card, and since
 * when. What a process left behind that has ended is taken over. Throws CARD_FILE_IN_USE, and FILE_FAILED
 * if nothing can be written there.
 */
export function lockCardFile(file: string, now = new Date()): () => void {
  const card = existsSync(file) ? realpathSync(file) : file;
  const lock = join(dirname(card), `.${basename(card).slice(0, longestName)}.lock`);
  const draft = `${lock}.${process.pid}`;
  const own = { host: hostname(), process: process.pid, began: beginOf(process.pid), since: now.toISOString() };
  try {
    writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TestkitError("FILE_FAILED", { file: card, reason }, { cause });
  }
  try {
    while (!placeIfFree(draft, lock)) takeOver(lock, `${draft}.old`, card, now);
  } finally {
    rmSync(draft, { force: true });
  }
  const release = () => {
    process.off("exit", release);
    if (ownerOf(lock)?.process === process.pid) rmSync(lock, { force: true });
  };
  process.once("exit", release);
  return release;
}

/** Bytes, so that the names of lock and draft fit a file system's 255. */
const longestName = 50;

/** Removes the lock of a process that has ended. Another one may do so at the same time: the link decides who is next. */
function takeOver(lock: string, aside: string, file: string, now: Date): void {
  const owner = ownerOf(lock);
  if (owner !== undefined && isInUse(owner)) {
    const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(owner.since)) / 1000));
    throw new TestkitError("CARD_FILE_IN_USE", { file, process: owner.process, host: owner.host, seconds, lock });
  }
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  // What was moved may by now be the lock of a process that was quicker.
  const moved = ownerOf(aside);
  if (moved !== undefined && isInUse(moved)) placeIfFree(aside, lock);
  rmSync(aside, { force: true });
}

/** Undefined if there is none, or nobody can read from it who it was. */
function ownerOf(lock: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(lock, "utf8")) as Owner;
  } catch {
    return undefined;
  }
}

/** A process of another computer that shares the folder cannot be looked at. */
function isInUse({ host, process: id, began }: Owner): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(id, 0);
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
  return began === undefined || began === beginOf(id);
}

/** Field 22 of proc_pid_stat(5). Undefined on other systems than Linux. */
function beginOf(id: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ").at(-1);
    return fields?.split(" ")[19];
  } catch {
    return undefined;
  }
}
