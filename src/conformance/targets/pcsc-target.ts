import { InProcessReaders, PcscService } from "../../virtual-card/index.ts";
import type { Configuration } from "../config/configuration.ts";

const socketVariable = "PCSCLITE_CSOCK_NAME";

/** The readers that the service of this run shows, for the steps that insert cards. */
let current: InProcessReaders | undefined;
/** libpcsclite reads the variable once a process: a later run has to be at the same place. */
let socketPath: string | undefined;

/** The port of vpcd's first slot if the target is the machine's pcscd. */
export function machineVpcdPort(configuration: Configuration): number | undefined {
  return configuration.target === "pcsc" ? configuration.vpcdPort : undefined;
}

/** The readers of the testkit's own PC/SC service, of which this process is a client. Throws if no run has one. */
export function currentPcscServiceReaders(): InProcessReaders {
  if (current === undefined) throw new Error("no run is going on that has a PC/SC service");
  return current;
}

/**
 * Runs `work` while a PC/SC service of the testkit's own is there, and this process is its client. Rejects with
 * PCSC_SERVICE_UNSUPPORTED and PCSC_SOCKET_FAILED.
 */
export async function withPcscService<T>(work: () => Promise<T>): Promise<T> {
  const readers = new InProcessReaders();
  const service = await PcscService.start(readers, socketPath === undefined ? {} : { path: socketPath });
  socketPath = service.environment[socketVariable];
  process.env[socketVariable] = socketPath;
  current = readers;
  try {
    return await work();
  } finally {
    current = undefined;
    await service.close();
  }
}
