import type { Logger } from "../../foundation/logger.ts";
import type { Personas } from "../../care-identity/directory/persona.ts";
import type { Cis2Network } from "../networks/cis2-network.ts";
import type { NetworkName } from "../relying-parties/relying-party.ts";
import type { FakeCis2Services } from "../services.ts";

/** The readers and cards on the embedded desktop. */
export interface ReaderControl {
  readers(): unknown;
  insert(reader: string, persona: string, profile?: string): Promise<void>;
  /** Throws, or rejects with, READER_UNKNOWN. */
  eject(reader: string): unknown;
}

/** What the control API has its hands on. */
export interface ControlApiContext extends FakeCis2Services {
  readonly personas: Personas;
  readonly networks: Readonly<Record<NetworkName, Cis2Network>>;
  readonly logger: Logger;
  readonly reset: () => Promise<void>;
  readonly readerControl?: ReaderControl | undefined;
}
