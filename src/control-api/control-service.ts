import Router from "@koa/router";
import Koa from "koa";
import type { Logger } from "../foundation/logger.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { listen, type ListenOptions } from "../foundation/listener.ts";
import { requestBody } from "../foundation/request-body.ts";
import { errorMiddleware } from "../fake-cis2/pages/errors.ts";
import { connectionManagerRoutes } from "./connection-manager/routes.ts";
import { controlAccess, isLoopback } from "./access.ts";
import { streamEvents } from "./events.ts";
import { streamTimeline } from "./timeline/timeline-stream.ts";
import { openApiDocument } from "./openapi.ts";
import type { Operation } from "./operation.ts";
import { OperationCalls } from "./operation-calls.ts";
import { operations } from "./operations.ts";
import { readerOperations } from "./reader-operations.ts";
import type { AppControl, ControlApiContext, ReaderControl } from "./control-api-context.ts";

export interface ControlOptions extends ListenOptions {
  /** Needed if the API is not on loopback. */
  token?: string | undefined;
  readerControl?: ReaderControl | undefined;
  apps?: AppControl | undefined;
  timeline?: ControlApiContext["timeline"];
  /** Called after each request that may have changed something. */
  onChange?: (() => void) | undefined;
}

export interface ControlService {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the control API. Rejects with CONFIGURATION_INVALID if it would be open to others without a token. */
export function startControl(options: ControlOptions, context: ControlApiContext): Promise<ControlService> {
  const { readerControl, apps, timeline, ...given } = options;
  // An empty variable is how shells and pipelines leave one out.
  const token = given.token === "" ? undefined : given.token;
  const address = { ...given, token };
  return serveOperations(address, operations({ ...context, readerControl, apps, timeline }), context.logger, {
    // Its callers have their own secret and tokens.
    ahead: connectionManagerRoutes(context.relyingParties, { token, guard: controlAccess(undefined) }),
    extend: (router) => {
      router.get("/events", (ctx) => {
        streamEvents(ctx, context.journal, context.logger);
      });
      if (timeline === undefined) return;
      router.get("/sign-in-events", (ctx) => {
        streamTimeline(ctx, timeline);
      });
    },
  });
}

/** Serves the part of the control API that is about readers, if there is no fake CIS2. Rejects as `startControl` does. */
export function startReaderControl(
  options: ControlOptions & { readonly readerControl: ReaderControl },
  logger: Logger,
): Promise<ControlService> {
  return serveOperations(options, readerOperations(options), logger);
}

async function serveOperations(
  { token, host, port, tls, onChange }: Omit<ControlOptions, "readerControl" | "apps" | "timeline">,
  all: readonly Operation[],
  logger: Logger,
  { ahead, extend }: { readonly ahead?: Router; readonly extend?: (router: Router) => void } = {},
): Promise<ControlService> {
  if (!isLoopback(host ?? "127.0.0.1") && !token) {
    throw new TestkitError("CONFIGURATION_INVALID", { setting: "control", reason: "off loopback it needs a token" });
  }
  const listener = await listen({ host, port, tls });
  const router = new Router();
  const calls = new OperationCalls(all, onChange);
  for (const { method, path, id } of all) {
    router[method](path.replaceAll(/\{(\w+)\}/g, ":$1"), async (ctx) => {
      const answer = await calls.call(id, ctx.params, ctx.request.body);
      ctx.status = answer === undefined ? 204 : 200;
      if (answer !== undefined) ctx.body = answer;
    });
  }
  router.get("/openapi.json", (ctx) => {
    ctx.body = openApiDocument(all, Boolean(token));
  });
  const app = new Koa();
  // A listener to events that goes away, for one.
  app.on("error", (err: unknown) => {
    logger.debug({ err }, "a connection to the control API broke");
  });
  app.use(errorMiddleware(logger));
  if (ahead) app.use(ahead.routes());
  app.use(controlAccess(token));
  app.use(requestBody(["json"], "1mb"));
  extend?.(router);
  app.use(router.routes());
  app.use((ctx) => {
    throw new TestkitError("PAGE_UNKNOWN", { path: ctx.path });
  });
  const handle = app.callback();
  listener.serve((request, response) => {
    // A program speaks here, whatever it says it accepts.
    request.headers.accept = "application/json";
    handle(request, response).catch((err: unknown) => {
      logger.error({ err, path: request.url }, "the control API failed");
      response.destroy();
    });
  });
  return { origin: listener.origin, close: () => listener.close() };
}
