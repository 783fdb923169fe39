import Router from "@koa/router";
import Koa from "koa";
import type { Logger } from "../../foundation/logger.ts";
import { errorMiddleware } from "./error-middleware.ts";
import { listenAtLoopback, type LoopbackListener } from "./loopback.ts";
import { allowedOriginsOnly, ownHostOnly } from "./request-guard.ts";

/** What the port service says where no credential management runs for the user, as that client's README quotes it. */
const noUserService = {
  code: "PR30007",
  message: "Request failed due to unknown exception. Exception=Unable to find CM process for user",
};

export interface PortServiceOptions {
  /** The first that is free is taken. */
  readonly ports: readonly number[];
  readonly origins: ReadonlySet<string>;
  /** Where the user's own service listens; undefined while it does not run. */
  readonly userServicePort: () => number | undefined;
  readonly logger: Logger;
}

/** The service that tells a page on which port the user's own service listens. */
export function startPortService(options: PortServiceOptions): Promise<LoopbackListener> {
  const { ports, origins, userServicePort, logger } = options;
  const router = new Router({ prefix: "/PRS" });
  router.get("/GetPortNumber", (ctx) => {
    const portNumber = userServicePort();
    ctx.body = portNumber === undefined ? { faultException: noUserService } : { portData: { portNumber } };
  });
  // Asked first by the older "NHS Port Service library".
  router.get("/ConnectPRService", (ctx) => {
    ctx.body = { statusCode: "200" };
  });
  return listenAtLoopback(ports, (port) => {
    const app = new Koa();
    app.use(errorMiddleware(logger)).use(ownHostOnly(port)).use(allowedOriginsOnly(origins)).use(router.routes());
    return app;
  });
}
