import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface TestServer extends AsyncDisposable {
  readonly server: Server;
  readonly port: number;
  /** Scheme, host and port. */
  readonly origin: string;
}

/** Listens on a free port of loopback until the scope of `await using` ends, which a failed assertion ends too. */
export async function startTestServer(listener?: RequestListener): Promise<TestServer> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { server, port, origin: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => endServer(server) };
}

/** Stops listening and ends open connections; does nothing if it has ended. */
export async function endServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
