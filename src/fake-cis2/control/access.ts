import { createHash, timingSafeEqual } from "node:crypto";
import type { Middleware } from "koa";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Who may use the control API. With a token: whoever has it. Without one it listens on loopback only, and there refuses
 * what a web page made a browser send: requests with an Origin, or for a host that is not loopback (DNS rebinding).
 */
export function controlAccess(token: string | undefined): Middleware {
  const expected = token === undefined ? undefined : digest(`Bearer ${token}`);
  return (ctx, next) => {
    if (expected) {
      if (!timingSafeEqual(digest(ctx.get("authorization")), expected)) throw new TestkitError("CONTROL_REFUSED");
    } else if (ctx.get("origin") !== "" || !loopbackHost.test(ctx.get("host"))) {
      throw new TestkitError("CONTROL_REFUSED");
    }
    return next();
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
