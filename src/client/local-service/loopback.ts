import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type Koa from "koa";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

/** The only address the local services listen at. */
export const loopback = "127.0.0.1";

export interface LoopbackListener {
  readonly port: number;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/** Listens at the first of these ports that is free; 0 is any. Rejects with PORT_TAKEN where none is. */
export async function listenAtLoopback(
  ports: readonly number[],
  appAt: (port: number) => Koa,
): Promise<LoopbackListener> {
  let taken: unknown;
  for (const port of ports) {
    try {
      return await listenAt(port, appAt);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      taken = error;
    }
  }
  throw new TestkitError("PORT_TAKEN", { port: ports.join(", "), host: loopback }, { cause: taken });
}

function listenAt(wanted: number, appAt: (port: number) => Koa): Promise<LoopbackListener> {
  const server = createServer();
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
