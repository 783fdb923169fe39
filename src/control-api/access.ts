import type { Middleware } from "koa";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { isSameSecret } from "../foundation/same-secret.ts";

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** What browsers send with the address bar and with pages of the API's own origin; programs send nothing. */
export const ownSites: readonly string[] = ["", "none", "same-origin"];

/** Whether a Host header names this computer. */
export function isLoopbackHost(host: string): boolean {
  return loopbackHost.test(host);
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Who may use the control API. With a token: every caller that has it. Without one it listens on loopback only, and
 * there refuses what a web page made a browser send: requests with an Origin or from another site (an image, a script,
 * a link), or for a host that is not loopback (DNS rebinding). An empty token is none.
 */
export function controlAccess(token: string | undefined): Middleware {
  const expected = token ? `Bearer ${token}` : undefined;
  return (ctx, next) => {
    if (expected) {
      if (!isSameSecret(ctx.get("authorization"), expected)) throw new TestkitError("CONTROL_REFUSED");
    } else if (
      ctx.get("origin") !== "" ||
      !ownSites.includes(ctx.get("sec-fetch-site")) ||
      !isLoopbackHost(ctx.get("host"))
    ) {
      throw new TestkitError("CONTROL_REFUSED");
    }
    return next();
  };
}
