import type { Server } from "node:https";
import type { TlsIdentity } from "../../foundation/listener.ts";
import { OpenConnections } from "../../foundation/open-connections.ts";

/** A server's certificate and key that can be replaced while it listens, to see who looks at a certificate. */
export class ReplaceableIdentity implements TlsIdentity {
  readonly certificate: string;
  readonly privateKey: string;
  readonly #replaces: ((identity: TlsIdentity) => void)[] = [];

  constructor({ certificate, privateKey }: TlsIdentity) {
    this.certificate = certificate;
    this.privateKey = privateKey;
  }

  /** Takes a server that speaks with it, and what it allows besides. */
  attach(server: Server, allowed: object): void {
    const connections = new OpenConnections(server);
    this.#replaces.push(({ certificate: cert, privateKey: key }) => {
      server.setSecureContext({ cert, key, ...allowed });
      // A program with an open connection would go on to use it, and see no certificate.
      connections.end();
    });
  }

  /** Shows another one from now on, on new connections alone: the open ones end. */
  show(identity: TlsIdentity): void {
    for (const replace of this.#replaces) replace(identity);
  }

  putBack(): void {
    this.show(this);
  }
}
