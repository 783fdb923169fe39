import type { Context, Middleware } from "koa";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

/** The names a browser on this machine reaches the service by. Any other is another site's, pointed here by its DNS. */
const localNames = ["localhost", "127.0.0.1"];
const privateNetworkHeaders = ["private-network", "local-network"];

/** Refuses requests that came by a name which is not this machine's own: DNS rebinding (HOST_UNKNOWN). */
export function ownHostOnly(port: number): Middleware {
  const hosts = new Set(localNames.map((name) => `${name}:${port}`));
  return (ctx, next) => {
    const { host = "" } = ctx.req.headers;
    if (!hosts.has(host.toLowerCase())) {
      throw new TestkitError("HOST_UNKNOWN", { host, origin: `http://localhost:${port}` });
    }
    return next();
  };
}

/**
 * Lets pages of the listed origins call the service, answering CORS and private network preflights, and refuses those
 * of all others (ORIGIN_REFUSED) before anything is done. So are requests without an origin: of scripts and images of other
 * sites, and of programs, for which there is nothing to sign.
 */
export function allowedOriginsOnly(origins: ReadonlySet<string>): Middleware {
  return async (ctx, next) => {
    const origin = ctx.get("origin");
    ctx.vary("Origin");
    if (!origins.has(origin)) {
      const named = origin || (isCrossSite(ctx) ? "another site" : "a program that names none");
      throw new TestkitError("ORIGIN_REFUSED", { origin: named });
    }
    ctx.set({ "access-control-allow-origin": origin, "access-control-allow-credentials": "true" });
    if (ctx.method === "OPTIONS") answerPreflight(ctx);
    else await next();
  };
}

/** As `allowedOriginsOnly`, but lets programs of this computer in, which name no origin: a browser always says where from. */
export function programsAndAllowedOrigins(origins: ReadonlySet<string>): Middleware {
  const pages = allowedOriginsOnly(origins);
  return async (ctx, next) => {
    const isProgram = ctx.get("origin") === "" && ctx.get("sec-fetch-site") === "";
    // A script brings no origin along, and has no ticket in it.
    const isScript = ctx.method === "GET" && ctx.path.endsWith(".js");
    if (isProgram || isScript) await next();
    else await pages(ctx, next);
  };
}

/**
 * For the service's own pages: nothing that another site's page sent or loads (ORIGIN_REFUSED). A person may come to a page
 * from anywhere: the file that opens a passcode window counts as another site.
 */
export function ownPagesOnly(port: number): Middleware {
  const own = new Set(localNames.map((name) => `http://${name}:${port}`));
  return (ctx, next) => {
    const origin = ctx.get("origin");
    const foreign =
      origin === "" ? (isCrossSite(ctx) && !isNavigation(ctx)) || ctx.method === "POST" : !own.has(origin);
    if (foreign) throw new TestkitError("ORIGIN_REFUSED", { origin: origin || "another site" });
    return next();
  };
}

/** Scripts, images and forms of other sites send no origin, but browsers say where they come from. */
function isCrossSite(ctx: Context): boolean {
  return ["cross-site", "same-site"].includes(ctx.get("sec-fetch-site"));
}

/** The browser shows the answer as a page, in a tab and not in a frame. */
function isNavigation(ctx: Context): boolean {
  return ctx.method === "GET" && ctx.get("sec-fetch-mode") === "navigate" && ctx.get("sec-fetch-dest") === "document";
}

function answerPreflight(ctx: Context): void {
  ctx.set({
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "content-type, x-requested-with",
    "access-control-max-age": "0",
  });
  for (const name of privateNetworkHeaders) {
    if (ctx.get(`access-control-request-${name}`) === "true") ctx.set(`access-control-allow-${name}`, "true");
  }
  ctx.status = 204;
}
