import type { Clock } from "../../foundation/clock.ts";
import type { Logger } from "../../foundation/logger.ts";
import type { Personas } from "../../care-identity/directory/persona.ts";
import type { FakeCis2Parts } from "../services.ts";

/** The readers and cards on the embedded desktop. */
export interface Desk {
  readers(): unknown;
  insert(reader: string, persona: string, profile?: string): Promise<void>;
  /** Throws, or rejects with, READER_UNKNOWN. */
  eject(reader: string): unknown;
}

/** What the control API has its hands on. */
export interface ControlledEnvironment extends FakeCis2Parts {
  readonly personas: Personas;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reset: () => Promise<void>;
  readonly desk?: Desk | undefined;
}
