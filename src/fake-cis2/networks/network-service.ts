import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type Router from "@koa/router";
import Koa from "koa";
import type { Provider } from "oidc-provider";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../foundation/logger.ts";
import { serveAsset } from "../pages/assets.ts";
import { errorMiddleware } from "../pages/errors.ts";
import { securityHeaders } from "../../foundation/page-style/security-headers.ts";
import { signInRoutes, type SignInRoutesOptions } from "../sign-in/routes.ts";
import { issuerPath, sameHost, type Cis2Network } from "./cis2-network.ts";

export interface NetworkServiceOptions extends SignInRoutesOptions {
  network: Cis2Network;
  provider: () => Promise<Provider>;
  /** Hosts the listener answers for besides the network's own. */
  hosts: readonly string[];
  /** What else is served beside the sign-in pages. */
  besides: readonly Router[];
  /** What everybody may read, by any name of the listener: certificates carry other names for it than the network's. */
  published: Router;
  logger: Logger;
}

/** Everything that answers in one network: the provider below the issuer's path, the sign-in pages beside it. */
export function networkService(options: NetworkServiceOptions): RequestListener {
  const { network, logger } = options;
  const pages = signInPages(options);
  const { host, protocol } = new URL(network.origin);
  const hosts = new Set([host, ...options.hosts]);
  const provide = provision(options.provider);
  return (request, response) => {
    const known = hosts.has(sameHost(request.headers.host ?? "", protocol));
    // Addresses are made from the network's origin, whatever the request says of itself.
    request.headers["x-forwarded-host"] = host;
    request.headers["x-forwarded-proto"] = protocol.slice(0, -1);
    delete request.headers["x-forwarded-for"];
    const path = request.url ?? "/";
    if (!known || !below(issuerPath, path)) {
      pages(request, response);
      return;
    }
    provide(request, response).catch((err: unknown) => {
      logger.error({ err, path }, "the provider failed");
      response.destroy();
    });
  };
}

function signInPages(options: NetworkServiceOptions): RequestListener {
  const app = new Koa({ proxy: true });
  const { host, protocol } = new URL(options.network.origin);
  const hosts = new Set([host, ...options.hosts]);
  const router = signInRoutes(options);
  app.use(securityHeaders());
  app.use(errorMiddleware(options.logger));
  app.use(options.published.routes());
  app.use((ctx, next) => {
    const asked = ctx.req.headers.host ?? "";
    if (!hosts.has(sameHost(asked, protocol)))
      throw new TestkitError("HOST_UNKNOWN", { host: asked, origin: options.network.origin });
    return next();
  });
  for (const one of [router, ...options.besides]) app.use(one.routes());
  app.use((ctx) => {
    // Browsers ask for an icon beside what is no page of ours, such as the discovery document.
    const path = ctx.path.replace(/^\/favicon\.ico$/, "/assets/icon.svg");
    const asset = /^\/assets\/((?:images\/)?[\w.-]+)$/.exec(path)?.[1];
    if (asset !== undefined && serveAsset(ctx, asset)) return;
    throw new TestkitError("PAGE_UNKNOWN", { path: ctx.path });
  });
  const handle = app.callback();
  return (request, response) => {
    handle(request, response).catch((err: unknown) => {
      options.logger.error({ err, path: request.url }, "a page failed");
      response.destroy();
    });
  };
}

/** As a framework mounts one: the provider sees the path below the issuer's, and finds the whole one in `originalUrl`. */
function provision(source: () => Promise<Provider>) {
  let made: { readonly provider: Provider; readonly handle: ReturnType<Provider["callback"]> } | undefined;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const provider = await source();
    if (made?.provider !== provider) made = { provider, handle: provider.callback() };
    const path = request.url ?? "/";
    Object.assign(request, { originalUrl: path, url: path.slice(issuerPath.length) || "/" });
    await made.handle(request, response);
  };
}

function below(folder: string, path: string): boolean {
  return path.startsWith(folder) && ["", "/", "?"].includes(path.charAt(folder.length));
}
