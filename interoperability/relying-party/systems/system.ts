import type { Server } from "node:http";
import type express from "express";

export interface ClientRegistration {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A system that signs people in with other people's software, set up as its documentation says. */
export interface System {
  readonly name: string;
  /** Below the system's own origin. */
  readonly redirectPath: string;
  /** Where a person starts to sign in. */
  readonly signInPath: string;
  /** What they then click, if that does not lead to CIS2 by itself. */
  readonly signInClick?: string;
  /** The page that shows whether a person is signed in. Default: `/me`. */
  readonly sessionPath?: string;
  readonly signOutPath?: string;
  /** What needs AAL3. */
  readonly stepUpPath?: string;
  readonly backchannelLogoutPath?: string;
  readonly scopes?: readonly string[];
  readonly tokenEndpointAuthMethod?: "client_secret_basic" | "client_secret_post";
  /** How long its library waits before it reads the key set again. */
  readonly readsKeysEverySeconds?: number;
  /** Why it cannot run on this machine; undefined if it can. */
  readonly missing?: string | undefined;
  /** Starts it at the port. */
  readonly start: (registration: ClientRegistration, port: number) => Promise<RunningSystem>;
}

export interface RunningSystem {
  close(): Promise<void>;
}

export const scope = "openid profile email nationalrbacaccess selectedrole";
export const secret = "a secret of thirty-two characters or more";

/** What a person is told if anything goes wrong: the systems' own words would be the framework's. */
export const sayThatItFailed: express.ErrorRequestHandler = (_error, _request, response, next) => {
  if (response.headersSent) next(_error);
  else response.status(400).type("html").send("<!DOCTYPE html><title>Error</title><p>Signing in did not work.</p>");
};

/** Serves an Express application at the port. */
export async function serve(application: express.Express, port: number): Promise<RunningSystem> {
  application.get("/", (_request, response) => {
    response.type("html").send("<!DOCTYPE html><title>System</title><p>The first page.</p>");
  });
  const server: Server = application.listen(port, "127.0.0.1");
  await new Promise<void>((resolve) => server.once("listening", resolve));
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Packages without types, or with types that clash with Node's. */
export async function untyped<T>(...name: readonly string[]): Promise<T> {
  return (await import(name.join("/"))) as T;
}
