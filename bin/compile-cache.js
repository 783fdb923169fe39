import {
  lstatSync,
  mkdirSync,
  opendirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  unlinkSync,
  utimesSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Of installations, as each has files of its own names. */
const keptFolders = 8;
/** The first start of an installation, which compiles all, takes some seconds. */
const removalMs = 250;

/**
 * Where the platform keeps what a program can make again: a folder, or names below the home directory.
 * @param {NodeJS.ProcessEnv} environment
 * @param {NodeJS.Platform} platform
 * @returns {{ folder: string } | { belowHome: [string, ...string[]] }}
 */
export function cachePlace(environment = process.env, platform = process.platform) {
  const { CIS2_TESTKIT_CACHE: chosen, LOCALAPPDATA: local, XDG_CACHE_HOME: shared } = environment;
  if (chosen) return { folder: chosen };
  if (platform === "win32" && local) return { folder: join(local, "cis2-testkit", "Cache") };
  if (platform === "darwin") return { belowHome: ["Library", "Caches", "cis2-testkit"] };
  if (shared) return { folder: join(shared, "cis2-testkit") };
  return { belowHome: [".cache", "cis2-testkit"] };
}

/**
 * A folder for the compiled code of this installation that no other user could have put code into; undefined if there is
 * none. The shared folder for temporary files, which is Node's default, is none: another user can make the folder first.
 * The first start of an installation removes the folders of those that have not started for longest.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined}
 */
export function compileCacheFolder(environment = process.env) {
  try {
    const place = cachePlace(environment);
    const cache = "folder" in place ? place.folder : join(homedir(), ...place.belowHome);
    const all = join(cache, "compile-cache");
    mkdirSync(all, { recursive: true, mode: 0o700 });
    if (!isPrivate(all) || !isOwn(cache)) return undefined;
    // Node keeps code in a folder of its version, its flags and the user below this one.
    const folder = join(all, installation());
    const isFirstStart = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined;
    utimesSync(folder, new Date(), new Date());
    if (isFirstStart) removeOldest(all);
    return isPrivate(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Names this version in this place. */
function installation() {
  // In the bundle this module is below dist.
  const root = fileURLToPath(new URL("..", import.meta.url)).replace(/([\\/])dist[\\/]$/, "$1");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return `${version}-${root.replace(/[^\w]+/g, "-").slice(-100)}`;
}

/** Other processes may do the same at the same time, or use what is removed: they compile again. */
function removeOldest(all) {
  const folders = readdirSync(all).map((name) => join(all, name));
  if (folders.length <= keptFolders) return;
  const until = Date.now() + removalMs;
  try {
    const byUse = folders.map((path) => ({ path, used: lstatSync(path).mtimeMs })).sort((a, b) => b.used - a.used);
    for (const { path } of byUse.slice(keptFolders)) if (!remove(path, until)) return;
  } catch {
    // What is left is for the next installation.
  }
}

/** Whether it had the time for all that is in the folder. */
function remove(folder, until) {
  const entries = opendirSync(folder);
  try {
    for (let entry = entries.readSync(); entry !== null; entry = entries.readSync()) {
      if (Date.now() > until) return false;
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) unlinkSync(path);
      else if (!remove(path, until)) return false;
    }
  } finally {
    entries.closeSync();
  }
  rmdirSync(folder);
  return true;
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
