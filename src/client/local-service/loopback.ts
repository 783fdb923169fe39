import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type Koa from "koa";
import { isTestkitError, type TestkitError } from "../../foundation/errors/testkit-error.ts";
import { httpLimits, type HttpLimits } from "../../foundation/http-limits.ts";
import { listenError } from "../../foundation/listen-error.ts";

/** The only address the local services listen at. */
export const loopback = "127.0.0.1";

export interface LoopbackListener {
  readonly port: number;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/** Listens at the first of these ports that is free; 0 is any. Rejects with PORT_TAKEN or PORT_FORBIDDEN if none is. */
export async function listenAtLoopback(
  ports: readonly number[],
  appAt: (port: number) => Koa,
  limits = httpLimits,
): Promise<LoopbackListener> {
  let refused: TestkitError | undefined;
  for (const port of ports) {
    try {
      return await listenAt(port, appAt, limits);
    } catch (error) {
      const known = listenError(error as NodeJS.ErrnoException, ports.join(", "), loopback);
      if (!isTestkitError(known)) throw error;
      refused ??= known;
    }
  }
  throw refused ?? new RangeError("no port was named");
}

function listenAt(wanted: number, appAt: (port: number) => Koa, limits: HttpLimits): Promise<LoopbackListener> {
  const server = createServer(limits);
  server.maxConnections = limits.maxConnections;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(wanted, loopback, () => {
      server.off("error", reject);
      const { port } = server.address() as AddressInfo;
      const answer = appAt(port).callback();
      server.on("request", (request, response) => void answer(request, response));
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => {
            closed();
          });
          server.closeAllConnections();
        });
      resolve({ port, close });
    });
  });
}
