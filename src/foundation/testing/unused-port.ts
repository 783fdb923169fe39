import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that systems give to connections, and to servers which take any port: from 32768 up, or from 49152. */
const [lowest, highest] = [20_000, 32_000];

/**
 * A port of loopback that nobody has at the moment, for where two processes have to know it before either starts. Until
 * they do, no other program gets it that does not ask for this very port.
 */
export async function unusedPort(): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = randomInt(lowest, highest);
    const server = createServer().listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch (error) {
      if (attempt < 20) continue;
      throw error;
    }
    server.close();
    await once(server, "close");
    return port;
  }
}
