import type { Logger } from "../foundation/logger.ts";
import type { Personas } from "../care-identity/directory/persona.ts";
import type { Apps, appSchema } from "../fake-api-platform/index.ts";
import type { FakeCis2, FakeCis2Services } from "../fake-cis2/index.ts";

/** The readers and cards on the embedded desktop. */
export interface ReaderControl {
  readers(): unknown;
  insert(reader: string, persona: string, profile?: string): Promise<void>;
  /** Throws, or rejects with, READER_UNKNOWN. */
  eject(reader: string): unknown;
}

/** The apps of the fake API platform beside it. The platform is loaded only if it is served, so it brings its own schema. */
export interface AppControl extends Pick<Apps, "list" | "register" | "remove"> {
  readonly schema: typeof appSchema;
}

/** What the control API has its hands on. */
export interface ControlApiContext extends FakeCis2Services, Pick<FakeCis2, "networks" | "reset"> {
  readonly personas: Personas;
  readonly logger: Logger;
  readonly readerControl?: ReaderControl | undefined;
  readonly apps?: AppControl | undefined;
}
