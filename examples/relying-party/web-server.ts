import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";

/** Certificate with its chain, and key, both PEM. */
export interface Tls {
  readonly certificate: string;
  readonly key: string;
}

/** Speaks TLS 1.2 or later where it has a certificate; without one a proxy in front of it does. */
export function createWebServer(application: RequestListener, tls?: Tls): Server {
  if (tls === undefined) return createServer(application);
  const { certificate: cert, key } = tls;
  return createTlsServer({ cert, key, minVersion: "TLSv1.2" }, application);
}
