import { once } from "node:events";
import { lstat, readdir, rmdir, unlink } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";

/** Folders of services begin with this, and then mkdtemp's six characters. */
export const folderPrefix = "cis2-pcsc-";
export const socketName = "pcscd.comm";

const folderOfService = new RegExp(`^${folderPrefix}[A-Za-z0-9]{6}$`);

/**
 * Removes what services of this user left below `parent` when they were killed. A service gives its socket the final name
 * once it listens: a socket that refuses a connection is nobody's.
 */
export async function removeDeadServices(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => folderOfService.test(name));
  await Promise.allSettled(names.map((name) => removeIfDead(join(parent, name))));
}

/** Rejects, and leaves the folder, if anything else is in it. */
async function removeIfDead(folder: string): Promise<void> {
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) return;
  const path = join(folder, socketName);
  if (!(await refusesConnections(path))) return;
  await unlink(path);
  await rmdir(folder);
}

async function refusesConnections(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
  } finally {
    socket.destroy();
  }
}
