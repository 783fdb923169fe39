import bodyParser from "@koa/bodyparser";
import Router from "@koa/router";
import type { Context } from "koa";
import { z } from "zod";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../../foundation/logger.ts";
import type { Random } from "../../../foundation/random.ts";
import { abortOnClose } from "../request-signal.ts";
import { SignalRConnections } from "./signalr-connections.ts";
import { safeParse } from "../../../foundation/safe-parse.ts";

/** Who calls a method of the hub: the page's origin, and a signal for when it has gone. */
export interface HubCall {
  readonly origin: string;
  readonly signal: AbortSignal;
}

/** A method of the hub. What it rejects with is told to the caller as the invocation's error. */
export type HubMethod = (argumentList: readonly unknown[], call: HubCall) => Promise<unknown>;

export interface SignalRHub {
  readonly name: string;
  readonly methods: Readonly<Record<string, HubMethod>>;
  readonly random: Random;
  readonly logger: Logger;
}

/** Times in seconds, those of ASP.NET SignalR's own defaults. */
const disconnectTimeout = 30;
const connectionTimeout = 110;
const cursor = "d-0";

const invocationShape = z.object({
  H: z.string(),
  M: z.string(),
  A: z.array(z.unknown()).default([]),
  I: z.union([z.string(), z.number()]).transform(String),
});

/**
 * One hub of classic ASP.NET SignalR (protocol 1.5) by long polling: negotiate, connect, start, poll, send, abort. The
 * answer to an invocation is that of its own send request, as the original server's long polling transport has it.
 */
export function signalRRoutes(hub: SignalRHub): Router {
  const connections = new SignalRConnections(hub.random);
  const router = new Router({ prefix: "/signalr" });
  router.use(
    bodyParser({
      enableTypes: ["form"],
      formLimit: "1mb",
      onError: (cause) => {
        throw new TestkitError("REQUEST_MALFORMED", { reason: cause.message }, { cause });
      },
    }),
  );

  router.get("/negotiate", (ctx) => {
    const { token, id } = connections.add(ctx.get("origin"));
    ctx.body = {
      Url: "/signalr",
      ConnectionToken: token,
      ConnectionId: id,
      KeepAliveTimeout: null,
      DisconnectTimeout: disconnectTimeout,
      ConnectionTimeout: connectionTimeout,
      TryWebSockets: false,
      ProtocolVersion: parameter(ctx, "clientProtocol") ?? "1.5",
      TransportConnectTimeout: 5,
      LongPollDelay: 0,
    };
  });
  router.get("/ping", (ctx) => {
    ctx.body = { Response: "pong" };
  });
  router.all("/:step", async (ctx, next) => {
    const token = parameter(ctx, "connectionToken");
    if (parameter(ctx, "transport") !== "longPolling") fail(ctx, "Protocol error: Unknown transport.");
    else if (token === undefined) fail(ctx, "Protocol error: Missing connection token.");
    else if (!connections.has(token, ctx.get("origin"))) fail(ctx, "The ConnectionId is in the incorrect format.");
    else {
      ctx.state["token"] = token;
      await next();
    }
  });
  router.all("/connect", (ctx) => {
    ctx.body = { C: cursor, S: 1, M: [] };
  });
  router.all("/start", (ctx) => {
    ctx.body = { Response: "started" };
  });
  for (const path of ["/poll", "/reconnect"]) {
    router.all(path, async (ctx) => {
      await connections.idle(token(ctx), connectionTimeout * 1000, abortOnClose(ctx));
      ctx.body = { C: cursor, M: [] };
    });
  }
  router.post("/send", async (ctx) => {
    ctx.body = await invoke(hub, parameter(ctx, "data"), { origin: ctx.get("origin"), signal: abortOnClose(ctx) });
  });
  router.post("/abort", (ctx) => {
    connections.remove(token(ctx));
    ctx.type = "text";
    ctx.body = "";
  });
  return router;
}

async function invoke(hub: SignalRHub, data: string | undefined, call: HubCall): Promise<object> {
  const invocation = safeParse(invocationShape, parseJson(data));
  if (!invocation.success) return { I: "0", E: "The invocation could not be read." };
  const { H: name, M: method, A: argumentList, I: id } = invocation.data;
  if (name.toLowerCase() !== hub.name.toLowerCase()) return { I: id, E: `'${name}' Hub could not be resolved.` };
  const found = Object.entries(hub.methods).find(([known]) => known.toLowerCase() === method.toLowerCase());
  if (found === undefined) return { I: id, E: `'${method}' method could not be resolved.` };
  try {
    return { I: id, R: await found[1](argumentList, call) };
  } catch (err) {
    hub.logger.error({ err, method }, "a hub method failed");
    return { I: id, E: `There was an error invoking Hub method '${hub.name}.${found[0]}'.` };
  }
}

/** Clients send the same fields in the query or in a form. */
function parameter(ctx: Context, name: string): string | undefined {
  const form = ctx.request.body as Record<string, unknown> | undefined;
  const value = ctx.query[name] ?? form?.[name];
  return typeof value === "string" ? value : undefined;
}

function token(ctx: Context): string {
  return String(ctx.state["token"]);
}

function fail(ctx: Context, message: string): void {
  ctx.status = 400;
  ctx.type = "text";
  ctx.body = message;
}

function parseJson(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
