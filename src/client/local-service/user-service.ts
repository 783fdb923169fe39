import Koa from "koa";
import type Router from "@koa/router";
import type { Clock } from "../../foundation/clock.ts";
import type { Logger } from "../../foundation/logger.ts";
import { errorMiddleware } from "./error-middleware.ts";
import { listenAtLoopback, type LoopbackListener } from "./loopback.ts";
import { passcodePages } from "./passcode-window/passcode-pages.ts";
import type { PasscodeWindows } from "./passcode-window/passcode-windows.ts";
import { allowedOriginsOnly, ownHostOnly, ownPagesOnly, programsAndAllowedOrigins } from "./request-guard.ts";

export interface UserServiceOptions {
  readonly ports: readonly number[];
  readonly origins: ReadonlySet<string>;
  /** Whose pages may use the signing hub: those origins and more. */
  readonly signingOrigins: ReadonlySet<string>;
  readonly windows: PasscodeWindows;
  /** What pages of the allowed origins may call. */
  readonly calls: readonly Router[];
  readonly clock: Clock;
  readonly noticeDays: number;
  readonly logger: Logger;
}

/** The user's own service: the passcode windows for the person, the calls for pages of the allowed origins. */
export function startUserService(options: UserServiceOptions): Promise<LoopbackListener> {
  const { ports, origins, windows, calls, logger } = options;
  const pages = passcodePages(windows, options).routes();
  const foreign = allowedOriginsOnly(origins);
  const signing = allowedOriginsOnly(options.signingOrigins);
  const tickets = programsAndAllowedOrigins(origins);
  return listenAtLoopback(ports, (port) => {
    const own = ownPagesOnly(port);
    const guards = [
      ["/passcode/", own] as const,
      ["/signalr/", signing] as const,
      ["/identity-agent/", tickets] as const,
    ];
    const app = new Koa();
    app.use(errorMiddleware(logger)).use(ownHostOnly(port));
    app.use(async (ctx, next) => {
      const [, guard = foreign] = guards.find(([path]) => ctx.path.startsWith(path)) ?? [];
      await guard(ctx, next);
    });
    app.use(pages);
    for (const router of calls) app.use(router.routes());
    return app;
  });
}
