import { chmod, mkdtemp, rm } from "node:fs/promises";
import { once } from "node:events";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";

/** libpcsclite cuts longer paths silently. */
const longestPath = 107;

/** A socket for one user: 0600, in a new folder with 0700 that goes with it. */
export interface ServiceSocket {
  readonly path: string;
  remove(): Promise<void>;
}

/** Has the server listen in a new folder below `parent`. Default: the system's folder for temporary files. */
export async function listenPrivately(server: Server, parent = tmpdir()): Promise<ServiceSocket> {
  const folder = await mkdtemp(join(parent, "cis2-pcsc-")).catch((cause: unknown) => {
    throw new TestkitError("PCSC_SOCKET_FAILED", { folder: parent }, { cause });
  });
  const path = join(folder, "pcscd.comm");
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    if (Buffer.byteLength(path) > longestPath)
      throw new RangeError(`${path} is longer than ${String(longestPath)} bytes`);
    server.listen(path);
    await once(server, "listening");
    await chmod(path, 0o600);
  } catch (cause) {
    await remove();
    throw new TestkitError("PCSC_SOCKET_FAILED", { folder: parent }, { cause });
  }
  return { path, remove };
}
