import { lstatSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * A folder for compiled code that no other user could have put code into; undefined if there is none. The shared folder
 * for temporary files, which is Node's default, is none: another user can make the folder first.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined}
 */
export function compileCacheFolder(environment = process.env) {
  try {
    const folder = join(userCache(environment), "compile-cache");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Node keeps code in a folder of its version and user below this one.
    return isPrivate(folder) && isOwn(join(folder, "..")) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function userCache(environment) {
  if (environment.CIS2_TESTKIT_CACHE) return environment.CIS2_TESTKIT_CACHE;
  if (process.platform === "win32" && environment.LOCALAPPDATA) return join(environment.LOCALAPPDATA, "cis2-testkit");
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, "cis2-testkit");
  return join(homedir(), ".cache", "cis2-testkit");
}

function isPrivate(folder) {
  return isOwn(folder) && (process.platform === "win32" || (lstatSync(folder).mode & 0o077) === 0);
}

/** A folder, no link to one, that this user or root made and no other user can write to. */
function isOwn(folder) {
  const entry = lstatSync(folder);
  if (!entry.isDirectory()) return false;
  if (process.platform === "win32") return true;
  return (entry.uid === process.getuid() || entry.uid === 0) && (entry.mode & 0o022) === 0;
}
