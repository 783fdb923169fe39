import type { Random } from "../../../foundation/random.ts";

interface Connection {
  readonly origin: string;
  readonly closed: AbortController;
}

/** More pages than this at once have no use for the signing hub; the oldest connection makes room. */
const most = 100;

/** The connections of a hub, each usable only by pages of the origin that negotiated it. */
export class SignalRConnections {
  readonly #random: Random;
  readonly #connections = new Map<string, Connection>();

  constructor(random: Random) {
    this.#random = random;
  }

  add(origin: string): { readonly token: string; readonly id: string } {
    const token = Buffer.from(this.#random.bytes(32)).toString("base64");
    const id = Buffer.from(this.#random.bytes(16)).toString("hex");
    this.#connections.set(token, { origin, closed: new AbortController() });
    for (const oldest of [...this.#connections.keys()].slice(0, -most)) this.remove(oldest);
    return { token, id };
  }

  has(token: string, origin: string): boolean {
    return this.#connections.get(token)?.origin === origin;
  }

  remove(token: string): void {
    this.#connections.get(token)?.closed.abort();
    this.#connections.delete(token);
  }

  /** Waits until the time is over, the connection is removed, or the caller has gone. The hub never calls the page. */
  idle(token: string, milliseconds: number, gone: AbortSignal): Promise<void> {
    const closed = this.#connections.get(token)?.closed.signal ?? AbortSignal.abort();
    const signal = AbortSignal.any([closed, gone]);
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(finish, milliseconds);
      if (signal.aborted) finish();
      else signal.addEventListener("abort", finish);
    });
  }
}
