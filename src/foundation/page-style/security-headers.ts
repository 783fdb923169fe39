import type { Middleware } from "koa";
import { inlineScriptSource } from "../../foundation/page-style/inline-script.ts";

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  `script-src 'self' ${inlineScriptSource}`,
  "img-src 'self'",
  // The smartcard page looks for the software on this computer.
  "connect-src 'self' http://localhost:*",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = Object.entries({
  "content-security-policy": policy,
  "cache-control": "no-store",
  // Not "no-referrer": with that a browser hides the origin of the forms' posts, by which a forged one is told.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
});

/** For every page of the sign-in: nothing from elsewhere, not in a frame, not kept in a cache, no referrer for other sites. */
export function securityHeaders(): Middleware {
  return (ctx, next) => {
    for (const [name, value] of headers) ctx.res.setHeader(name, value);
    return next();
  };
}
