import { createServer, type Server, type Socket } from "node:net";
import type { InProcessReaders } from "../in-process.ts";
import { ClientSession, type CloseReason } from "./client-session.ts";
import { Contexts } from "./contexts.ts";
import { ReaderTable } from "./reader-table.ts";
import { refuseOtherSystems } from "./supported-system.ts";
import { listenPrivately, type ServiceSocket } from "./service-socket.ts";

export interface PcscServiceOptions {
  /**
   * How many readers the table of the clients' libpcsclite has: 16 as pcsc-lite is published; Fedora's was built with 48.
   * A client of another number waits for ever, for nothing on the wire tells. Default: 16.
   */
  readonly tableSize?: number;
  /** How long, in milliseconds, a card that no program uses keeps its power, and a verified passcode. Default: 500. */
  readonly powerOffAfterMs?: number;
  /**
   * How long, in milliseconds, a program that connects, or that lets go of a card and resets it, waits for another program's
   * transaction. After that it is refused: libpcsclite does not ask again. Default: 60,000.
   */
  readonly longestWaitMs?: number;
  /** The folder below which the socket's own folder is made. Default: the system's folder for temporary files. */
  readonly folder?: string;
  /** Where the socket is, in place of a new folder; its folder is made, and goes with the service. */
  readonly path?: string;
  /** The most clients at a time; libpcsclite opens one connection for each context. Default: 200. */
  readonly mostClients?: number;
  /** Called when the service closes a connection because of what came over it. */
  readonly onRefused?: (reason: CloseReason) => void;
}

/** How long, in milliseconds, after programs connected or let go watchers are told: short visits go unnoticed. */
const sharingNoticeMs = 200;
const mostCards = 200;

/**
 * A PC/SC service for the programs of this user: any program that uses libpcsclite sees the readers, if
 * `PCSCLITE_CSOCK_NAME` names the service's socket in its environment. It needs neither pcscd nor root.
 */
export class PcscService {
  readonly #server: Server;
  readonly #socket: ServiceSocket;
  readonly #sessions: Map<Socket, ClientSession>;
  readonly #contexts: Contexts;
  readonly #stopWatching: () => void;

  private constructor(server: Server, socket: ServiceSocket, parts: Pick<Running, "sessions" | "contexts" | "stop">) {
    this.#server = server;
    this.#socket = socket;
    this.#sessions = parts.sessions;
    this.#contexts = parts.contexts;
    this.#stopWatching = parts.stop;
  }

  /** Shows the readers. Rejects with PCSC_SERVICE_UNSUPPORTED and PCSC_SOCKET_FAILED. */
  static async start(readers: InProcessReaders, options: PcscServiceOptions = {}): Promise<PcscService> {
    refuseOtherSystems();
    const running = run(readers, options);
    try {
      const socket = await listenPrivately(running.server, options);
      return new PcscService(running.server, socket, running);
    } catch (error) {
      running.stop();
      throw error;
    }
  }

  /** For the environment of PC/SC programs. libpcsclite reads it once, when a process first uses it. */
  get environment(): { readonly PCSCLITE_CSOCK_NAME: string } {
    return { PCSCLITE_CSOCK_NAME: this.#socket.path };
  }

  /** How many clients are connected, with how many contexts and cards. */
  get size(): { readonly clients: number; readonly contexts: number; readonly cards: number } {
    return { clients: this.#sessions.size, ...this.#contexts.size };
  }

  /** Ends all clients' connections, and removes the socket. */
  async close(): Promise<void> {
    this.#stopWatching();
    const closed = new Promise<void>((resolve) =>
      this.#server.close(() => {
        resolve();
      }),
    );
    for (const socket of this.#sessions.keys()) socket.destroy();
    await closed;
    await this.#socket.remove();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

interface Running {
  readonly server: Server;
  readonly sessions: Map<Socket, ClientSession>;
  readonly contexts: Contexts;
  readonly stop: () => void;
}

function run(readers: InProcessReaders, options: PcscServiceOptions): Running {
  const { tableSize = 16, powerOffAfterMs = 500, longestWaitMs = 60_000, mostClients = 200, onRefused } = options;
  const table = new ReaderTable(readers, tableSize);
  const contexts = new Contexts();
  const sessions = new Map<Socket, ClientSession>();
  const parts = { table, contexts, powerOffAfterMs, longestWaitMs, mostCards };
  const server = createServer((socket) => {
    sessions.set(socket, new ClientSession(socket, parts, onRefused));
    socket.once("close", () => sessions.delete(socket));
  });
  server.maxConnections = mostClients;
  const changed = () => {
    for (const session of sessions.values()) session.changed();
  };
  let notice: NodeJS.Timeout | undefined;
  const stopWatching = readers.onEvent(
    ({ type, reader }) => {
      if (type === "reader-added") table.add(reader);
      if (type === "reader-removed") table.remove(reader);
      changed();
    },
    () => {
      notice ??= setTimeout(() => {
        notice = undefined;
        changed();
      }, sharingNoticeMs).unref();
    },
  );
  const stop = () => {
    stopWatching();
    clearTimeout(notice);
  };
  return { server, sessions, contexts, stop };
}
