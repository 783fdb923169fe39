import Router from "@koa/router";
import type { Context, Middleware } from "koa";
import type { Clock } from "../../../foundation/clock.ts";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { readBytesUpTo } from "../read-body.ts";
import { formField } from "./form-field.ts";
import type { PasscodeWindow } from "./passcode-window.ts";
import type { PasscodeWindows } from "./passcode-windows.ts";
import { renderWindow } from "./render.ts";
import { windowStyleSheet } from "./style-sheet.ts";

const longestForm = 2048;

export interface PasscodePagesOptions {
  readonly clock: Clock;
  /** Days before the certificate expires from which the window says so. */
  readonly noticeDays: number;
}

/** The pages of the passcode windows: plain forms that work with a keyboard, a screen reader, and without scripts. */
export function passcodePages(windows: PasscodeWindows, { clock, noticeDays }: PasscodePagesOptions): Router {
  const router = new Router({ prefix: "/passcode", sensitive: true });
  router.use(pageHeaders);
  router.get("/assets/window.css", (ctx) => {
    ctx.type = "css";
    ctx.body = windowStyleSheet();
  });
  router.get("/:id", async (ctx) => {
    const view = await named(windows, ctx).settled();
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
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
  });
  return next();
};
