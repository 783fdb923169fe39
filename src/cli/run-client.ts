import pretty from "pino-pretty";
import {
  environmentPasscode,
  openInBrowser,
  openPcscReaders,
  portServicePorts,
  startLocalService,
  terminalPasscode,
  type LocalService,
} from "../client/index.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { createLogger } from "../foundation/create-logger.ts";
import type { Logger } from "../foundation/logger.ts";
import { namePortSetting } from "../foundation/name-port-setting.ts";
import { servesFromNowOn } from "./output-failure.ts";
import { print } from "./print.ts";
import { jsonText, lineOfText } from "../foundation/printable.ts";

/** How long, in milliseconds, work with a card may take to end after a signal. */
const longestShutdown = 1000;

export interface RunClientOptions {
  readonly origin: readonly string[];
  readonly signingOrigin?: readonly string[];
  readonly textPayloads: boolean;
  readonly reader?: string;
  readonly passcode: "window" | "terminal" | "environment";
  readonly portServicePort?: readonly number[];
  readonly port: number;
  readonly open: boolean;
  readonly expiryNotice: number;
  readonly identityAgent: boolean;
  readonly gas?: string;
  readonly role?: string;
  readonly ticketAddress?: string;
  readonly log: string;
  readonly json: boolean;
}

const sources = { window: () => undefined, terminal: terminalPasscode, environment: environmentPasscode };

/** Runs the local service on the machine's readers, with a log for the person at it, until it is interrupted. */
export async function runClient(options: RunClientOptions): Promise<void> {
  const agent = identityAgent(options);
  const stream = pretty({
    destination: 2,
    sync: true,
    ignore: "pid,hostname,name",
    translateTime: "HH:MM:ss",
    messageFormat: (log, key) => lineOfText(String(log[key])),
  });
  const logger = createLogger({ level: options.log, ...(options.json ? {} : { destination: stream }) });
  const readers = await openPcscReaders();
  const ports = { "--port-service-port": options.portServicePort ?? portServicePorts, "--port": options.port };
  const service = await namePortSetting(ports, () =>
    startLocalService({
      readers,
      reader: options.reader,
      origins: options.origin,
      signingOrigins: options.signingOrigin,
      textPayloads: options.textPayloads,
      passcodes: sources[options.passcode](),
      portServicePorts: options.portServicePort,
      userServicePort: options.port,
      noticeDays: options.expiryNotice,
      identityAgent: agent,
      logger,
      showWindow: (url) => {
        showWindow(url, options.open, logger);
      },
    }),
  );
  const stop = new AbortController();
  const events = await readers.watch(stop.signal).catch(async (error: unknown) => {
    await service.close();
    throw error;
  });
  print(options.json ? `${jsonText(readyLine(service, options))}\n` : formatLocalService(service, options));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop.abort();
      void service.close();
      // Not reached if all work with the card ends before.
      setTimeout(() => void exitAtOnce(), longestShutdown).unref();
    });
  }
  servesFromNowOn();
  // A card that is put in is noted and nothing more: the passcode is asked for when a system wants it.
  for await (const { type, reader } of events) logger.info(`${type.replace("-", " ")}: ${reader}`);
}

/** Without the legacy service it only does what the Identity Agent did for CIS2. Throws CONFIGURATION_INVALID. */
function identityAgent({ identityAgent, gas, role, ticketAddress }: RunClientOptions) {
  if (gas !== undefined && !identityAgent) throw onlyWith("--gas", "--identity-agent");
  if (gas === undefined) {
    if (role !== undefined) throw onlyWith("--role", "--gas");
    if (ticketAddress !== undefined) throw onlyWith("--ticket-address", "--gas");
    return identityAgent;
  }
  return { gas, ticketAddress, chooseRole: role === undefined ? undefined : () => Promise.resolve(role) };
}

function onlyWith(setting: string, other: string): TestkitError {
  return new TestkitError("CONFIGURATION_INVALID", { setting, reason: `it is only for a client with ${other}` });
}

async function exitAtOnce(): Promise<void> {
  const { exitAtOnce } = await import("../client/readers/pcsc/exit-at-once.ts");
  exitAtOnce(0);
}

function showWindow(url: string, open: boolean, logger: Logger): void {
  logger.info(`the passcode window is at ${url}`);
  if (!open) return;
  openInBrowser(url, (error) => {
    logger.warn(`the browser could not be opened (${error.message}): open the address above yourself`);
  });
}

function readyLine(service: LocalService, { origin }: RunClientOptions): object {
  return { portService: service.portServicePort, userService: service.userServicePort, origins: origin };
}

function formatLocalService({ portServicePort, userServicePort }: LocalService, { origin }: RunClientOptions): string {
  return [
    "The smartcard client is ready.",
    `  port service   http://localhost:${portServicePort}/PRS/GetPortNumber`,
    `  user service   http://localhost:${userServicePort}`,
    `  for pages of   ${origin.join(" ")}`,
    "Ctrl-C ends it.",
    "",
  ].join("\n");
}
