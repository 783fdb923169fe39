import type { Logger } from "../foundation/logger.ts";
import type { Personas } from "../care-identity/directory/persona.ts";
import type { Apps, appSchema } from "../fake-api-platform/index.ts";
import type { FakeCis2, FakeCis2Services } from "../fake-cis2/index.ts";
import type { TimelineControl } from "./timeline/timeline-control.ts";

/** The readers and cards on the embedded desktop. */
export interface ReaderControl {
  readers(): unknown;
  insert(reader: string, persona: string, profile?: string): Promise<void>;
  /** Throws, or rejects with, READER_UNKNOWN. */
  eject(reader: string): unknown;
  /** Without it there are readers alone. */
  readonly desktop?: DesktopControl | undefined;
}

/**
 * What else a person at the embedded desktop does. Each rejects with READER_UNKNOWN if there is no such reader, and with
 * CARD_ABSENT if it needs a card and there is none.
 */
export interface DesktopControl {
  /** Does nothing if there is one of that name. */
  addReader(reader: string): unknown;
  removeReader(reader: string): unknown;
  /** Exchanges what is in two readers. */
  swap(reader: string, other: string): Promise<void>;
  /** Spends a try of the card, unless it is locked. */
  enterWrongPasscode(reader: string): Promise<void>;
  /** Spends all tries of the card. */
  lock(reader: string): Promise<void>;
  /** Replaces its certificates by others that ended at this instant. */
  expire(reader: string, at: Date): Promise<void>;
  /** As a person with the persona's passcode. Rejects as the registration authority refuses. */
  renew(reader: string): Promise<void>;
  /** Replaces the card by one as new. */
  replace(reader: string): Promise<void>;
}

/** The apps of the fake API platform beside it. The platform is loaded only if it is served, so it brings its own schema. */
export interface AppControl extends Pick<Apps, "list" | "register" | "remove"> {
  readonly schema: typeof appSchema;
}

/** What the operations of the control API work on. */
export interface ControlApiContext extends FakeCis2Services, Pick<FakeCis2, "networks" | "reset"> {
  readonly personas: Personas;
  readonly logger: Logger;
  readonly readerControl?: ReaderControl | undefined;
  readonly apps?: AppControl | undefined;
  /** What a control panel saw of sign-ins. */
  readonly timeline?: TimelineControl | undefined;
}
