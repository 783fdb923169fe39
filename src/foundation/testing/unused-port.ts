import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

/** A port of loopback that nobody has at the moment, for where two processes have to know it before either starts. */
export async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
