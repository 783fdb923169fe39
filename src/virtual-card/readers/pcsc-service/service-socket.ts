import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { once } from "node:events";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { folderPrefix, removeDeadServices, socketName } from "./dead-services.ts";

/** libpcsclite cuts longer paths silently. */
const longestPath = 107;

/** A socket for one user: 0600, in a new folder with 0700 that goes with it. */
export interface ServiceSocket {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Has the server listen in a new folder below `folder`, or at `path`, whose folder may not be there yet. Rejects with
 * PCSC_SOCKET_FAILED.
 */
export async function listenPrivately(
  server: Server,
  { folder: parent = tmpdir(), path: wanted }: { readonly folder?: string; readonly path?: string },
): Promise<ServiceSocket> {
  const failed = (cause: unknown) => new TestkitError("PCSC_SOCKET_FAILED", { folder: wanted ?? parent }, { cause });
  let folder: string;
  try {
    if (wanted === undefined) await removeDeadServices(parent);
    folder = wanted === undefined ? await mkdtemp(join(parent, folderPrefix)) : dirname(wanted);
    if (wanted !== undefined) await mkdir(folder, { mode: 0o700 });
  } catch (cause) {
    throw failed(cause);
  }
  const path = wanted ?? join(folder, socketName);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    if (Buffer.byteLength(path) > longestPath)
      throw new RangeError(`the path is longer than ${String(longestPath)} bytes`);
    // It has its name only once it listens, for this user alone: what refuses connections is left by a dead service.
    const unready = join(folder, "new");
    server.listen(unready);
    await once(server, "listening");
    await chmod(unready, 0o600);
    await rename(unready, path);
  } catch (cause) {
    await remove();
    throw failed(cause);
  }
  return { path, remove };
}
