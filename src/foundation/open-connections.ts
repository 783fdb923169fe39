import type { Server, Socket } from "node:net";

/**
 * The connections that are open at a server, from before it listens. `closeAllConnections` of node:http does not know one
 * whose TLS handshake has not ended: it would stay for a minute.
 */
export class OpenConnections {
  readonly #sockets = new Set<Socket>();

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
  }

  /** Ends all of them, whatever they wait for. */
  end(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
