import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import Koa, { type Context } from "koa";
import { isLoopback } from "../../control-api/access.ts";
import { OperationCalls } from "../../control-api/operation-calls.ts";
import type { Operation } from "../../control-api/operation.ts";
import { securityHeaders } from "../../foundation/page-style/security-headers.ts";
import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import { listen, type ListenOptions } from "../../foundation/listener.ts";
import type { Logger } from "../../foundation/logger.ts";
import { PanelAccess } from "./panel-access.ts";
import { serveAsset } from "./panel-assets.ts";
import { type PanelChanges, streamChanges } from "./panel-changes.ts";
import { panelPage } from "./panel-page.ts";
import { problemOf, refusedForm } from "./panel-form.ts";
import { callsOf, type Form, type PanelView } from "./panel-view.ts";
import { panelViews } from "./panel-views.ts";

export interface PanelOptions extends ListenOptions {
  /** That of the control API. Needed if the panel is not on loopback. */
  readonly token?: string | undefined;
  /** What the control API can do here. */
  readonly operations: readonly Operation[];
  readonly changes: PanelChanges;
  readonly logger: Logger;
}

export interface ControlPanel {
  readonly origin: string;
  close(): Promise<void>;
}

/** Fields are short, but for the JSON of a person or of a relying party. */
const formLimit = "256kb";

/**
 * Serves the control panel. Rejects with CONFIGURATION_INVALID if it would be open to others without a token, and as `listen`
 * does.
 */
export async function startControlPanel(options: PanelOptions): Promise<ControlPanel> {
  const { operations, changes, logger, token, ...address } = options;
  if (!isLoopback(address.host ?? "127.0.0.1") && !token) {
    throw new TestkitError("CONFIGURATION_INVALID", { setting: "panel", reason: "off loopback it needs a token" });
  }
  const calls = new OperationCalls(operations, changes.changed);
  const views = panelViews.filter(({ needs }) => needs === undefined || calls.has(needs));
  const listener = await listen(address);
  const app = panelApp({ access: new PanelAccess(token), calls, views, changes, logger });
  const handle = app.callback();
  listener.serve((request, response) => {
    handle(request, response).catch((err: unknown) => {
      logger.error({ err, path: request.url }, "the control panel failed");
      response.destroy();
    });
  });
  return { origin: listener.origin, close: () => listener.close() };
}

interface Panel {
  readonly access: PanelAccess;
  readonly calls: OperationCalls;
  readonly views: readonly PanelView[];
  readonly changes: PanelChanges;
  readonly logger: Logger;
}

function panelApp(panel: Panel): Koa {
  const { access, views, changes, logger } = panel;
  const app = new Koa();
  // A tab that goes away, for one.
  app.on("error", (err: unknown) => {
    logger.debug({ err }, "a connection to the control panel broke");
  });
  app.use(securityHeaders());
  app.use(problems(logger));
  app.use(access.guard());
  app.use(async (ctx, next) => {
    if (ctx.method !== "GET" || !ctx.path.startsWith("/assets/") || !serveAsset(ctx, ctx.path.slice(8))) await next();
  });
  app.use(
    bodyParser({
      enableTypes: ["form"],
      formLimit,
      onError: (cause) => {
        throw new TestkitError("REQUEST_MALFORMED", { reason: cause.message }, { cause });
      },
    }),
  );
  app.use(tokenPage(access));
  const router = new Router();
  router.get("/", (ctx) => {
    ctx.redirect(`/${views[0]?.path ?? ""}`);
  });
  router.get("/changes", (ctx) => {
    streamChanges(ctx, changes);
  });
  for (const view of views) {
    router.get(`/${view.path}`, async (ctx) => {
      await show(ctx, panel, view);
    });
    for (const [name, make] of Object.entries(view.files ?? {})) {
      router.get(`/${view.path}/${name}`, async (ctx) => {
        const file = await make(callsOf(view, panel.calls), Object.fromEntries(new URLSearchParams(ctx.querystring)));
        ctx.attachment(file.name);
        ctx.type = "json";
        ctx.body = JSON.stringify(file.json, undefined, 2);
      });
    }
    for (const [name, act] of Object.entries(view.actions)) {
      router.post(`/${view.path}/${name}`, async (ctx) => {
        const form = formOf(ctx);
        access.checkForm(form["_csrf"]);
        try {
          const next = (await act(callsOf(view, panel.calls), form)) ?? back(form, view, name);
          if (typeof next !== "string") {
            await show(ctx, panel, view, { answer: next });
            return;
          }
          // What a page shows after a form is asked for by itself: loading it again sends nothing twice.
          ctx.redirect(next);
          ctx.status = 303;
        } catch (error) {
          if (!isTestkitError(error)) throw error;
          ctx.status = 400;
          await show(ctx, panel, view, { error, action: name, form });
        }
      });
    }
  }
  app.use(router.routes());
  app.use((ctx) => {
    throw new TestkitError("PAGE_UNKNOWN", { path: ctx.path });
  });
  return app;
}

/** The address of the view that a form was on, with its query, which then says that this was done. */
function back(form: Form, { path, done = {} }: PanelView, action: string): string {
  const query = new URLSearchParams(form["back"] ?? "");
  if (Object.hasOwn(done, action)) query.set("done", action);
  return query.size === 0 ? `/${path}` : `/${path}?${query.toString()}`;
}

interface Outcome {
  readonly error?: TestkitError;
  readonly action?: string;
  readonly form?: Form;
  readonly answer?: Readonly<Record<string, string>>;
}

async function show(
  ctx: Context,
  { access, calls, views }: Panel,
  view: PanelView,
  { error, action = "", form = {}, answer }: Outcome = {},
): Promise<void> {
  const query = Object.fromEntries(new URLSearchParams(error ? (form["back"] ?? "") : ctx.querystring));
  const content = await view.content(callsOf(view, calls), query);
  const { path, title, done = {} } = view;
  const refused = error && refusedForm(error, form);
  ctx.type = "html";
  ctx.body = panelPage(path, {
    ...{ path, title, views, query, ...content, ...answer },
    forms: refused && { [action]: refused },
    problem: error && problemOf(error),
    wrongFields:
      refused &&
      Object.entries(refused.wrong).map(([name, text]) => ({ id: `${form["operation"] ?? action}-${name}`, text })),
    done: !error && Object.hasOwn(done, query["done"] ?? "") ? done[query["done"] ?? ""] : undefined,
    scripts: ["live.js", ...((content["scripts"] ?? []) as string[])],
    csrf: access.csrf,
  });
}

function formOf(ctx: Context): Form {
  const body = (ctx.request.body ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** Lets nobody past who has not entered the token, if there is one. */
function tokenPage(access: PanelAccess): Koa.Middleware {
  return async (ctx, next) => {
    if (access.isKnown(ctx)) {
      await next();
      return;
    }
    const given = formOf(ctx);
    if (ctx.method === "POST" && ctx.path === "/token") {
      access.checkForm(given["_csrf"]);
      if (access.enter(ctx, given["token"] ?? "")) {
        ctx.redirect("/");
        ctx.status = 303;
        return;
      }
      ctx.status = 403;
    } else if (ctx.method !== "GET") throw new TestkitError("CONTROL_REFUSED");
    const problem = ctx.method === "POST" && { message: "That token is not right. Enter it again." };
    ctx.type = "html";
    ctx.body = panelPage("token", { title: "Enter the token", csrf: access.csrf, problem });
  };
}

/** Turns what was thrown into a page, never a stack trace. */
function problems(logger: Logger): Koa.Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (thrown) {
      const error = isTestkitError(thrown) ? thrown : new TestkitError("SERVICE_FAILED", {}, { cause: thrown });
      const { code } = error;
      logger[code === "SERVICE_FAILED" ? "error" : "info"]({ err: thrown, path: ctx.path }, "refused by the panel");
      ctx.status =
        { PAGE_UNKNOWN: 404, SIGN_IN_NOT_KEPT: 404, CONTROL_REFUSED: 403, SERVICE_FAILED: 500 }[code as string] ?? 400;
      ctx.type = "html";
      ctx.body = panelPage("problem", { title: "Sorry, there is a problem", problem: problemOf(error) });
    }
  };
}
