import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { EmbeddedCis2 } from "../../harness/index.ts";

export type LogoutServer = Awaited<ReturnType<typeof refusingServer>>;
type Logouts = EmbeddedCis2["cis2"]["logout"];

interface Delivery {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly body: string;
}

const interval = ([first, second]: readonly Delivery[]) => (second?.at ?? Infinity) - (first?.at ?? 0);

/**
 * The first delivery of a logout token, and the next one. A timer is never early, but late on a busy machine: of some
 * intervals the shortest is the one that was set.
 */
export async function deliveredTwice(
  logouts: Logouts,
  server: LogoutServer,
  logout: Parameters<Logouts["deliver"]>[0],
): Promise<readonly Delivery[]> {
  let best: readonly Delivery[] = [];
  for (let tries = 0; tries < 6; tries += 1) {
    const received = server.received();
    await logouts.deliver(logout);
    const delivered = [...(await received)];
    await logouts.reset();
    if (interval(delivered) < interval(best)) best = delivered;
    if (interval(best) % 1000 < 250) break;
  }
  return best;
}

/** A relying party that takes no logout token, so that CIS2 tries again. */
export async function refusingServer() {
  const requests: Delivery[] = [];
  let twice = Promise.withResolvers<typeof requests>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    const at = Date.now();
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      response.writeHead(500).end();
      requests.push({ at, body: Buffer.concat(parts).toString() });
      if (requests.length === 2) twice.resolve(requests);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/logout`,
    /** The first delivery of a token, and the next one. */
    received: () => {
      requests.length = 0;
      twice = Promise.withResolvers();
      return twice.promise;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
