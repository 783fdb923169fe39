import type { ControlOptions } from "../../control-api/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { silentLogger, type Logger } from "../../foundation/logger.ts";
import { canBeShown, PcscService, VirtualCard, type PcscServiceOptions } from "../../virtual-card/index.ts";
import { PersonaReaders } from "../desktop/persona-readers.ts";
import { PersonaCardIssuer } from "../persona-cards/persona-card-issuer.ts";
import { namedReaders, type ReaderSpecification } from "./reader-specification.ts";

export interface PcscDesktopOptions extends Pick<PcscServiceOptions, "tableSize" | "folder" | "powerOffAfterMs"> {
  readonly readers: readonly ReaderSpecification[];
  /** Where the control API is served that inserts and removes cards. Default: nowhere. */
  readonly control?: Omit<ControlOptions, "readerControl" | "tls"> | undefined;
  readonly logger?: Logger;
}

/** Virtual readers with personas' cards, for the PC/SC programs of this user. */
export interface PcscDesktop {
  /** What a program's environment needs, so that it sees these readers and no others. */
  readonly environment: { readonly PCSCLITE_CSOCK_NAME: string };
  readonly readers: PersonaReaders;
  /** The address of the control API, if it is served. */
  readonly control: string | undefined;
  close(): Promise<void>;
}

const defaultTableSize = 16;

/**
 * Makes the cards, puts them into their readers and starts the service. Rejects with PCSC_SERVICE_UNSUPPORTED,
 * PCSC_SOCKET_FAILED, CONFIGURATION_INVALID, PERSONA_UNKNOWN, CARD_PROFILE_UNKNOWN and PORT_TAKEN, and then leaves nothing open.
 */
export async function startPcscDesktop(options: PcscDesktopOptions): Promise<PcscDesktop> {
  const { tableSize = defaultTableSize, control, logger = silentLogger } = options;
  const specified = namedReaders(options.readers);
  refuseUnseen(
    specified.map(({ name }) => name),
    tableSize,
  );
  const issuer = await PersonaCardIssuer.open();
  const readers = new PersonaReaders({
    readers: specified.map(({ name }) => name),
    issueCard: async (persona, profile) => {
      const made = await issuer.make(persona, profile);
      return { ...made, card: new VirtualCard(made.image) };
    },
  });
  for (const { name, card } of specified) if (card) await readers.insert(name, card.persona, card.profile);
  const service = await PcscService.start(readers.source, {
    ...options,
    tableSize,
    onRefused: (reason) => {
      logger.warn({ reason }, "a PC/SC client was sent away");
    },
  });
  try {
    const { startReaderControl } = await import("../../control-api/index.ts");
    const served = control && (await startReaderControl({ ...control, readerControl: readers }, logger));
    return {
      environment: service.environment,
      readers,
      control: served?.origin,
      close: async () => {
        await served?.close();
        await service.close();
      },
    };
  } catch (error) {
    await service.close();
    throw error;
  }
}

/** Throws CONFIGURATION_INVALID for what programs could not see. */
function refuseUnseen(names: readonly string[], tableSize: number): void {
  const refuse = (reason: string) => new TestkitError("CONFIGURATION_INVALID", { setting: "reader", reason });
  const unseen = names.find((name) => !canBeShown(name));
  if (unseen !== undefined) throw refuse(`the name "${unseen}" does not have 1 to 127 bytes`);
  if (names.length > tableSize) throw refuse(`programs see at most ${String(tableSize)} readers`);
}
