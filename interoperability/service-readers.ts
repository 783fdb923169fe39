import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { skipWithout } from "../src/foundation/testing/skip-without.ts";
import { InProcessReaders, PcscService, type InsertableCard } from "../src/virtual-card/index.ts";
import { libpcscliteIsMissing } from "./card-for-programs.ts";

const names = ["Virtual PCD 00 00", "Virtual PCD 00 01"] as const;

/** One of the readers; it lets go of its card when the scope of `using` ends. */
export interface ServiceReader extends Disposable {
  /** Puts the card in, in the place of any there. */
  readonly insert: (card: InsertableCard) => void;
  readonly eject: () => void;
}

/** Two readers for the PC/SC programs of a test, this process too. */
export interface ServiceReaders {
  readonly environment: { readonly PCSCLITE_CSOCK_NAME: string };
  /** The readers' names, as PC/SC programs see them. */
  readonly readers: typeof names;
  reader(index?: 0 | 1): ServiceReader;
  /** Ends the service and all its clients, and starts it again on the same socket. Cards stay in. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** For a test's `skip` option: why PC/SC programs cannot be run here. It takes neither pcscd nor root. */
export function skipWithoutPcscPrograms(): string | false {
  return skipWithout(libpcscliteIsMissing());
}

/** Starts a PC/SC service of the test's own in this process. */
export async function startServiceReaders(): Promise<ServiceReaders> {
  const directory = await mkdtemp(join(tmpdir(), "cis2-testkit-readers-"));
  const path = join(directory, "service", "pcscd.comm");
  const readers = new InProcessReaders();
  for (const name of names) readers.addReader(name);
  let service = await PcscService.start(readers, { path });
  return {
    environment: service.environment,
    readers: names,
    reader: (index = 0) => {
      const eject = () => {
        readers.eject(names[index]);
      };
      return {
        insert: (card) => {
          eject();
          readers.insert(names[index], card);
        },
        eject,
        [Symbol.dispose]: eject,
      };
    },
    restart: async () => {
      await service.close();
      service = await PcscService.start(readers, { path });
    },
    stop: async () => {
      await service.close();
      await rm(directory, { recursive: true });
    },
  };
}
