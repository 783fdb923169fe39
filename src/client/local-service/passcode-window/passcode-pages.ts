import Router from "@koa/router";
import type { Context, Middleware } from "koa";
import type { Clock } from "../../../foundation/clock.ts";
import { isTestkitError, TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { readBytesUpTo } from "../read-body.ts";
import { formField } from "./form-field.ts";
import type { PasscodeWindow } from "./passcode-window.ts";
import type { PasscodeWindows } from "./passcode-windows.ts";
import { abortOnClose } from "../request-signal.ts";
import { renderWindow } from "./render.ts";
import { windowScript, windowStyleSheet } from "./assets.ts";

const longestForm = 2048;

export interface PasscodePagesOptions {
  readonly clock: Clock;
  /** Days before the certificate expires from which the window says so. */
  readonly noticeDays: number;
}

/**
 * The pages of the passcode windows: plain forms that work with a keyboard, a screen reader, and without scripts. Their one
 * script reloads the page when the window no longer asks, as when the card is taken out.
 */
export function passcodePages(windows: PasscodeWindows, { clock, noticeDays }: PasscodePagesOptions): Router {
  const router = new Router({ prefix: "/passcode", sensitive: true });
  router.use(pageHeaders);
  // A person who reloads a window that is no longer kept gets a page; programs get the error.
  router.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (!isTestkitError(error, "PAGE_UNKNOWN") || ctx.accepts("json", "html") !== "html") throw error;
      ctx.status = 404;
      ctx.type = "html";
      ctx.body = renderWindow({ state: "gone" }, { now: clock.now(), noticeDays });
    }
  });
  router.get("/assets/window.css", (ctx) => {
    ctx.type = "css";
    ctx.body = windowStyleSheet();
  });
  router.get("/assets/window.js", (ctx) => {
    ctx.type = "js";
    ctx.body = windowScript();
  });
  router.get("/:id/answered/:question", async (ctx) => {
    await named(windows, ctx).answered(Number(ctx.params["question"]), abortOnClose(ctx));
    ctx.status = 204;
  });
  router.get("/:id", async (ctx) => {
    const window = named(windows, ctx);
    const view = await window.settled();
    window.seen = true;
    ctx.type = "html";
    ctx.body = renderWindow(view, { now: clock.now(), noticeDays });
  });
  router.post("/:id", async (ctx) => {
    const window = named(windows, ctx);
    const form = await readBytesUpTo(ctx.req, longestForm);
    try {
      if (formField(form, "cancel") !== undefined) window.cancel();
      else window.submit(formField(form, "passcode") ?? new Uint8Array(), questionOf(form));
    } finally {
      form.fill(0);
    }
    await window.settled();
    ctx.status = 303;
    ctx.redirect(ctx.path);
  });
  return router;
}

/** Which question a page's form answers. A program that sends one without having seen the page names none. */
function questionOf(form: Uint8Array): number | undefined {
  const question = formField(form, "question");
  return question && Number(Buffer.from(question).toString("latin1"));
}

function named(windows: PasscodeWindows, ctx: Context & { params: Record<string, string> }): PasscodeWindow {
  const window = windows.find(ctx.params["id"] ?? "");
  if (window === undefined) throw new TestkitError("PAGE_UNKNOWN", { path: "/passcode/…" });
  return window;
}

const pageHeaders: Middleware = (ctx, next) => {
  ctx.set({
    "content-security-policy":
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; " +
      "base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
  });
  return next();
};
