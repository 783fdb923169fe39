import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

export interface ListenOptions {
  /** Loopback unless given. */
  host?: string;
  /** 0 for any that is free. */
  port: number;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Answers requests from now on. */
  serve(listener: RequestListener): void;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/** Binds the address; rejects with PORT_TAKEN where another program has it. */
export async function listen({ host = "127.0.0.1", port }: ListenOptions): Promise<Listener> {
  const server = createServer();
  await bound(server, host, port);
  const address = server.address() as AddressInfo;
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    host,
    port: address.port,
    origin: `http://${shown}:${address.port}`,
    serve: (listener) => void server.on("request", listener),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(taken ? new TestkitError("PORT_TAKEN", { port, host }, { cause: error }) : error);
    });
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}
