import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { systemClock, type Clock } from "../../foundation/clock.ts";
import { silentLogger, type Logger } from "../../foundation/logger.ts";
import { secureRandom, type Random } from "../../foundation/random.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { clientIdentity } from "../sign-in/client-identity.ts";
import { oneAtATime } from "../passcode/one-at-a-time.ts";
import type { PasscodeSource } from "../passcode/passcode-source.ts";
import type { WithPasscodeSource } from "./passcode-prompt.ts";
import type { DuringSignIn } from "./authentication.ts";
import type { PasscodeWindow } from "./passcode-window/passcode-window.ts";
import { portServicePorts } from "../../foundation/port-service-ports.ts";
import type { IdentityAgentSettings } from "../identity-agent/identity-agent.ts";
import { RemovalWatch } from "./removal-watch.ts";

const fiveMinutes = 300_000;
/** The NHS opens self-renewal 90 days before a smartcard expires. That its client announces it is our inference. */
const ninetyDays = 90;

export interface LocalServiceOptions {
  readonly readers: ReaderSource;
  /** The reader to use; without it there has to be exactly one card. */
  readonly reader?: string | undefined;
  /** The sites whose pages may use the smartcard, as origins: scheme, host and port. */
  readonly origins: readonly string[];
  /** Sites whose pages may use the signing hub alone, besides those. Default: none. */
  readonly signingOrigins?: readonly string[] | undefined;
  /** Sign payloads that are no base64 as text, as the signing client's README shows one. Default: refuse them. */
  readonly textPayloads?: boolean | undefined;
  /** Brings the passcode window at this address before the person; a program may answer it without looking. */
  readonly showWindow: (url: string, window: PasscodeWindow) => void;
  /** Asks for passcodes in place of the window, for one request at a time. */
  readonly passcodes?: PasscodeSource | undefined;
  /** Where the port service may listen. Default: the documented five. 0 is any port. */
  readonly portServicePorts?: readonly number[] | undefined;
  /** Where the user's own service listens. Default: any free port. */
  readonly userServicePort?: number | undefined;
  /** How long, in milliseconds, the person may take over the passcode. Default: five minutes. */
  readonly passcodeTimeoutMs?: number | undefined;
  /** Days before its certificate expires from which the passcode window says so. Default: 90. */
  readonly noticeDays?: number | undefined;
  /**
   * Plays the deprecated Identity Agent: taking the card out ends the sessions it signed in. With settings it also signs in at
   * `gas` when a card is put in, and keeps a ticket.
   */
  readonly identityAgent?: boolean | IdentityAgentSettings | undefined;
  /** Runs the work of a sign-in, for a program that watches: the work itself has to be what it settles as. Default: only runs it. */
  readonly duringSignIn?: DuringSignIn | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  readonly logger?: Logger | undefined;
}

/** What sits on a user's desktop: the port service and the user's own service, on loopback. */
export interface LocalService {
  readonly portServicePort: number;
  readonly userServicePort: number;
  /** Cancels the passcode windows that are up. */
  cancelWindows(): void;
  close(): Promise<void>;
}

/** Starts both services. Rejects with PORT_TAKEN, or with CONFIGURATION_INVALID for an origin that is none. */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const {
    readers,
    reader,
    showWindow,
    passcodeTimeoutMs = fiveMinutes,
    noticeDays = ninetyDays,
    identityAgent = false,
  } = options;
  const { clock = systemClock, random = secureRandom, logger = silentLogger } = options;
  // The web server and the pages are loaded when they are first served.
  const parts = await import("./parts.ts");
  const origins = new Set(options.origins.map(parseOrigin));
  const signingOrigins = new Set([...origins, ...(options.signingOrigins ?? []).map(parseOrigin)]);
  const address = (path: string) => `http://localhost:${userService.port}${path}`;
  const windows = new parts.PasscodeWindows({
    random,
    passcodeTimeoutMs,
    show: (path, window) => {
      showWindow(address(path), window);
    },
    cardRemoved: (name, signal) => parts.cardRemoved(readers, name, signal),
  });
  const { passcodes } = options;
  const fromPerson: WithPasscodeSource = passcodes
    ? oneAtATime(passcodes)
    : (origin, work) => windows.during(origin, work);
  // Loaded only if it is asked for.
  const legacy = typeof identityAgent === "object" ? await import("../identity-agent/index.ts") : undefined;
  const agent =
    legacy && typeof identityAgent === "object"
      ? new legacy.IdentityAgent({ ...identityAgent, readers, reader, withPasscodeSource: fromPerson, logger })
      : undefined;
  const withPasscodeSource = agent?.withPasscodeSource ?? fromPerson;
  const card = { readers, reader, withPasscodeSource, logger };
  const client = { ...clientIdentity, ...(identityAgent !== false && { kind: "identity-agent" as const }) };
  const removals = identityAgent !== false ? new RemovalWatch(readers, reader, logger) : undefined;
  const signedIn = removals?.signedIn.bind(removals);
  const calls = [
    parts.authenticationRoutes({ ...card, client, signedIn, duringSignIn: options.duringSignIn }),
    parts.desktopStateRoutes({ readers, reader, windows }),
    parts.signingHubRoutes({ ...card, clock, random, textPayloads: options.textPayloads }),
    parts.credentialsRoutes(card),
    ...(legacy && agent ? [legacy.ticketRoutes(agent, client.version)] : []),
  ];
  const ports = [options.userServicePort ?? 0];
  const userService = await parts.startUserService({
    ports,
    origins,
    signingOrigins,
    windows,
    calls,
    clock,
    noticeDays,
    logger,
  });
  try {
    await removals?.start();
    await agent?.start();
    const portService = await parts.startPortService({
      ports: options.portServicePorts ?? portServicePorts,
      origins: signingOrigins,
      userServicePort: () => userService.port,
      logger,
    });
    return {
      portServicePort: portService.port,
      userServicePort: userService.port,
      cancelWindows: () => {
        windows.cancelAll();
      },
      close: async () => {
        await Promise.all([portService.close(), userService.close(), removals?.close(), agent?.close()]);
      },
    };
  } catch (error) {
    await Promise.all([userService.close(), removals?.close(), agent?.close()]);
    throw error;
  }
}

function parseOrigin(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : "null";
  if (origin === "null") {
    throw new TestkitError("CONFIGURATION_INVALID", {
      setting: `the origin "${text}"`,
      reason: "it is not of the form https://host or https://host:port",
    });
  }
  return origin;
}
