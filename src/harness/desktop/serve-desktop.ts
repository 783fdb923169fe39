import { type LocalService, portServicePorts, startLocalService } from "../../client/index.ts";
import type { Clock } from "../../foundation/clock.ts";
import type { Logger } from "../../foundation/logger.ts";
import { PcscService, type PcscServiceOptions } from "../../virtual-card/index.ts";
import type { PersonaReaders } from "./persona-readers.ts";
import type { DesktopWatch } from "../control-panel/timeline/desktop-watch.ts";
import type { EmbeddedCis2 } from "../embedded-cis2.ts";

export interface DesktopOptions {
  /** Whose card is in the reader at the start. */
  readonly persona: string;
  /** Which card of theirs. */
  readonly profile: string;
  /** Where the port service may listen, 0 for any free port. Default: the documented five, any free one after them. */
  readonly portServicePorts?: readonly number[] | undefined;
  /** Sites whose pages may use the signing hub, besides the networks'. */
  readonly signingOrigins?: readonly string[] | undefined;
  /** Lets PC/SC programs of this user see the readers; Linux only. Default: they do not. */
  readonly pcsc?: Pick<PcscServiceOptions, "tableSize"> | undefined;
  /** Brings the passcode window at this address before the person. */
  readonly showWindow: (url: string) => void;
}

export interface ServedDesktop {
  /** For the environment of PC/SC programs, if they can see the readers. */
  readonly pcscEnvironment: PcscService["environment"] | undefined;
  readonly portServicePort: number;
  /** Whether pages that know the documented ports alone find it. */
  readonly atDocumentedPort: boolean;
  /** Puts the first card in again, as new, and cancels the passcode windows that are up. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface DesktopSurroundings extends Pick<EmbeddedCis2, "cis2"> {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Sees what the client does for sign-ins. Default: nothing is looked at. */
  readonly watch?: DesktopWatch | undefined;
}

export const defaultReaderNames = ["Reader 1", "Reader 2"] as const;

/** Puts the first card in, and starts the client's local service on these readers, for the pages of both networks. */
export async function serveDesktop(
  { persona, profile, pcsc, showWindow, portServicePorts: asked, signingOrigins }: DesktopOptions,
  personaReaders: PersonaReaders,
  { cis2, clock, logger, watch }: DesktopSurroundings,
): Promise<ServedDesktop> {
  const insertFirst = () => personaReaders.insert(defaultReaderNames[0], persona, profile);
  await insertFirst();
  const programs = pcsc && (await PcscService.start(personaReaders.source, pcsc));
  const service: LocalService = await startLocalService({
    readers: watch?.readers(personaReaders.source) ?? personaReaders.source,
    duringSignIn: watch?.during,
    origins: Object.values(cis2.networks).map(({ origin }) => origin),
    signingOrigins,
    portServicePorts: asked ?? [...portServicePorts, 0],
    showWindow: (url) => {
      watch?.windowShown();
      showWindow(url);
    },
    clock,
    logger,
  }).catch(async (error: unknown) => {
    await programs?.close();
    throw error;
  });
  const { portServicePort } = service;
  return {
    pcscEnvironment: programs?.environment,
    portServicePort,
    atDocumentedPort: portServicePorts.includes(portServicePort),
    reset: async () => {
      service.cancelWindows();
      personaReaders.clear();
      await insertFirst();
    },
    close: async () => {
      await service.close();
      await programs?.close();
    },
  };
}
