import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import type { Context } from "koa";
import { z } from "zod";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { pageStyleSheet } from "../../../foundation/page-style/style-sheet.ts";
import type { StrictRelyingParty } from "../strict-relying-party.ts";
import type { DemoReaders } from "./demo-readers.ts";
import { signedInPage, startPage } from "./demo-pages.ts";
import { DemoSessions, type DemoSession } from "./demo-sessions.ts";
import { safeParse } from "../../../foundation/safe-parse.ts";

export interface DemoRoutesOptions {
  /** Scheme, host and port of the demo. */
  readonly origin: string;
  /** Rejects with CIS2_UNREACHABLE. */
  readonly relyingParty: () => Promise<StrictRelyingParty>;
  /** The readers whose cards the pages show and change, if there are any. */
  readonly readers: DemoReaders | undefined;
  /** CIS2's page on which people unlock their card. */
  readonly unlockAt: string;
}

const cookie = "demo_session";
/** Of one browser. The oldest is given up: somebody has left it. */
const mostPending = 20;
const chosenCard = z.object({ persona: z.string(), profile: z.string() });

/** The demo's pages: the start, the way to CIS2 and back, who signed in, and the way out. */
export function demoRoutes({ origin, relyingParty, readers, unlockAt }: DemoRoutesOptions): Router {
  const sessions = new DemoSessions();
  const session = (ctx: Context) => sessions.find(ctx.cookies.get(cookie));
  const renew = (ctx: Context, next: DemoSession) => {
    sessions.end(ctx.cookies.get(cookie));
    const id = sessions.start(next);
    ctx.cookies.set(cookie, id, { httpOnly: true, sameSite: "lax" });
    return id;
  };
  const router = new Router();
  router.get("/", async (ctx) => {
    const { signedIn } = session(ctx);
    ctx.type = "html";
    ctx.body = signedIn ? signedInPage(signedIn) : await startPage(readers, unlockAt);
  });
  router.get("/sign-in", async (ctx) => {
    const { authorizationUrl, ...begun } = await (await relyingParty()).begin();
    const earlier = [...(session(ctx).pending ?? [])].slice(1 - mostPending);
    const state = authorizationUrl.searchParams.get("state") ?? "";
    renew(ctx, { ...session(ctx), pending: new Map([...earlier, [state, { authorizationUrl, ...begun }]]) });
    ctx.redirect(authorizationUrl.href);
  });
  router.get("/callback", async (ctx) => {
    const url = new URL(ctx.url, origin);
    const state = url.searchParams.get("state") ?? "";
    const finished = session(ctx).pending?.get(state);
    if (finished === undefined) throw new TestkitError("SIGN_IN_UNKNOWN");
    const rest = without(session(ctx), state);
    const id = renew(ctx, rest);
    const signedIn = await finished.finish(url);
    sessions.end(id);
    renew(ctx, { ...rest, signedIn });
    ctx.redirect("/");
  });
  router.post("/sign-out", async (ctx) => {
    ownPageOnly(ctx, origin);
    sessions.end(ctx.cookies.get(cookie));
    ctx.cookies.set(cookie, null);
    seeOther(ctx, (await relyingParty()).signOutUrl(`${origin}/`).href);
  });
  if (readers !== undefined) {
    router.post("/card", bodyParser({ enableTypes: ["form"], formLimit: "1kb" }), async (ctx) => {
      ownPageOnly(ctx, origin);
      const { success, data } = safeParse(chosenCard, ctx.request.body);
      if (!success) throw new TestkitError("REQUEST_MALFORMED", { reason: "persona or profile is missing" });
      await readers.insert(data.persona, data.profile);
      seeOther(ctx, "/");
    });
    router.post("/card/eject", (ctx) => {
      ownPageOnly(ctx, origin);
      readers.eject();
      seeOther(ctx, "/");
    });
    router.post("/card/replace", async (ctx) => {
      ownPageOnly(ctx, origin);
      await readers.replace();
      seeOther(ctx, "/");
    });
  }
  let styleSheet: Buffer | undefined;
  router.get("/assets/demo.css", (ctx) => {
    ctx.type = "css";
    ctx.set("cache-control", "public, max-age=3600");
    ctx.body = styleSheet ??= Buffer.from(pageStyleSheet());
  });
  return router;
}

function without({ pending, ...rest }: DemoSession, state: string): DemoSession {
  return { ...rest, pending: new Map([...(pending ?? [])].filter(([one]) => one !== state)) };
}

/** Browsers name the page a form was sent from. */
function ownPageOnly(ctx: Context, origin: string): void {
  if (ctx.get("origin") === origin) return;
  throw new TestkitError("REQUEST_MALFORMED", { reason: "the form is not one of this site's" });
}

function seeOther(ctx: Context, url: string): void {
  ctx.status = 303;
  ctx.redirect(url);
}
