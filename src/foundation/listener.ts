import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { httpLimits, type HttpLimits } from "./http-limits.ts";
import { listenError } from "./listen-error.ts";
import { OpenConnections } from "./open-connections.ts";

/** A server certificate with its chain, and its key, both PEM. */
export interface TlsIdentity {
  readonly certificate: string;
  readonly privateKey: string;
  /** Told of each server that speaks with it, and of what the server allows besides. */
  readonly attach?: (server: TlsServer, allowed: object) => void;
}

export interface ListenOptions {
  /** Default: loopback. */
  host?: string | undefined;
  /** 0 for any that is free. */
  port: number;
  /** Speaks TLS 1.2 or later where given. */
  tls?: TlsIdentity | undefined;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Answers requests from now on. */
  serve(listener: RequestListener): void;
  /** Reports connections that end before anything is asked: one that is not trusted, or speaks no HTTP. */
  onBrokenConnection(report: (error: string) => void): void;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

// "TLS 1.2 is the minimum", and its cipher suites, from the security considerations page of CIS2 Authentication.
const ciphers = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_AES_128_GCM_SHA256",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
].join(":");

/** Binds the address; rejects with PORT_TAKEN if another program has it. */
export async function listen({ host = "127.0.0.1", port, tls }: ListenOptions, limits = httpLimits): Promise<Listener> {
  const server = tls ? tlsServer(tls, limits) : createServer(limits);
  server.maxConnections = limits.maxConnections;
  // Longer than proxies and clients keep an idle connection: otherwise one is closed while a request is on its way.
  server.keepAliveTimeout = 65_000;
  const connections = new OpenConnections(server);
  await bound(server, host, port);
  const address = server.address() as AddressInfo;
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    host,
    port: address.port,
    origin: `${tls ? "https" : "http"}://${shown}:${address.port}`,
    serve: (listener) => void server.on("request", listener),
    onBrokenConnection: (report) => {
      watchConnections(server, report);
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        connections.end();
      }),
  };
}

function tlsServer(identity: TlsIdentity, limits: HttpLimits): TlsServer {
  const allowed = { minVersion: "TLSv1.2", ciphers } as const;
  const server = createTlsServer({ cert: identity.certificate, key: identity.privateKey, ...allowed, ...limits });
  identity.attach?.(server, allowed);
  return server;
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(listenError(error, port, host));
    });
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

function watchConnections(server: Server, report: (error: string) => void): void {
  const used = new WeakSet<Duplex>();
  const errors = new WeakMap<Duplex, Error>();
  server.on("request", ({ socket }) => used.add(socket));
  const note = (error: Error, socket: Duplex) => {
    if (used.has(socket) || errors.has(socket)) return;
    errors.set(socket, error);
    report(error.message);
  };
  server.on("tlsClientError", note);
  server.on("secureConnection", (socket: Duplex) => {
    socket.once("error", (error: Error) => {
      note(error, socket);
    });
    socket.once("close", () => {
      note(new Error("it was closed before anything was asked"), socket);
    });
  });
}
