import Router from "@koa/router";
import type { Context } from "koa";
import { z } from "zod";
import { authenticatorNames } from "../../care-identity/authenticators/authenticators.ts";
import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Journal } from "../journal/journal.ts";
import { checkSource } from "./csrf.ts";
import { completeQueuedSignIn, type HeadlessSigner, type NextSignIns } from "./next-sign-in.ts";
import { openSignIn, type SignInAccess } from "./open-sign-in.ts";
import type { SignIn } from "./sign-in.ts";
import { answerState } from "./views.ts";
import { requestBody } from "../../foundation/request-body.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

export interface SignInRoutesOptions extends SignInAccess {
  /** Signs the tokens of the forms. */
  readonly secret: string;
  readonly localServicePorts: () => readonly number[];
  readonly journal: Journal;
  readonly nextSignIns: NextSignIns;
  /** Signs for personas if nobody is at the browser. */
  readonly headless: HeadlessSigner | undefined;
}

interface SignInRequest {
  readonly ctx: Context;
  readonly uid: string;
  readonly signIn: SignIn;
  readonly body: Record<string, unknown>;
}

const authenticatorBody = z.object({
  authenticator: z.enum(["smartcard", ...authenticatorNames]).optional(),
  userId: z.string().max(64).optional(),
});
const roleBody = z.object({ roleId: z.string().max(64) });

const authenticatorReason = 'authenticator must be "smartcard"; another one needs a userId';
const formErrors: Partial<Record<string, string>> = {
  none: "Select how to sign in",
  smartcard: "Select another way to sign in than a smartcard, or Continue with your smartcard",
};

/** The sign-in's resources, each for browsers (HTML) and programs (JSON): docs/sign-in-exchange.md. */
export function signInRoutes(options: SignInRoutesOptions): Router {
  const { network, secret, localServicePorts, journal } = options;
  const router = new Router({ prefix: "/sign-in/:uid" });
  router.use(requestBody(["json", "form"], "64kb"));

  /** Resolves to the response body, or to undefined to answer with the sign-in's state. */
  const step = (path: string, act: (request: SignInRequest) => Promise<unknown>) =>
    router.post(path, async (ctx) => {
      const uid = ctx.params["uid"] ?? "";
      const signIn = await openSignIn(ctx, uid, options);
      const body = jsonObject(ctx.request.body);
      checkSource(ctx, body, uid, network.origin, secret);
      const answer = await noted(signIn, uid, () => act({ ctx, uid, signIn, body }), journal);
      if (answer !== undefined) ctx.body = answer;
      else await answerState(ctx, signIn, { uid, secret, localServicePorts });
    });

  router.get("/", async (ctx) => {
    const uid = ctx.params["uid"] ?? "";
    const signIn = await openSignIn(ctx, uid, options);
    if (ctx.accepts("html", "json") === "html") await byItself(signIn, uid, options);
    await answerState(ctx, signIn, { uid, secret, localServicePorts });
  });
  step("/authenticator", ({ signIn, body, ctx }) => {
    const { authenticator, userId } = safeParse(authenticatorBody, body).data ?? {};
    if (authenticator === "smartcard" && userId === undefined) return signIn.chooseAuthenticator();
    if (authenticator !== "smartcard" && userId !== undefined) return signIn.withoutCard(userId, authenticator);
    if (ctx.is("json")) throw new TestkitError("REQUEST_MALFORMED", { reason: authenticatorReason });
    ctx.state["chosen"] = authenticator;
    ctx.state["formError"] = formErrors[authenticator ?? "none"] ?? "Select the person who signs in";
    return Promise.resolve();
  });
  step("/challenge", ({ signIn }) => signIn.issueChallenge());
  step("/assertion", ({ signIn, body }) => signIn.assert(body));
  step("/role", ({ signIn, body }) => {
    const chosen = safeParse(roleBody, body);
    if (!chosen.success) throw new TestkitError("REQUEST_MALFORMED", { reason: "roleId must name a role" });
    return signIn.chooseRole(chosen.data.roleId);
  });
  step("/cancel", ({ signIn }) => signIn.cancel());
  return router;
}

async function byItself(signIn: SignIn, uid: string, options: SignInRoutesOptions): Promise<void> {
  const { headless, nextSignIns, journal } = options;
  const { step, relyingParty } = await signIn.state();
  if (step !== "authenticator") return;
  const next = await nextSignIns.take(relyingParty.clientId, headless !== undefined);
  if (next) await noted(signIn, uid, () => completeQueuedSignIn(signIn, next, headless), journal);
}

/** Tells the state of the sign-in after a step, or what the step was refused with. */
async function noted<T>(signIn: SignIn, uid: string, act: () => Promise<T>, journal: Journal): Promise<T> {
  let refused: string | undefined;
  try {
    return await act();
  } catch (error) {
    refused = isTestkitError(error) ? error.code : "SERVICE_FAILED";
    throw error;
  } finally {
    journal.emit({ type: "sign-in", uid, ...signIn.summary, refused });
  }
}

function jsonObject(body: unknown): Record<string, unknown> {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new TestkitError("REQUEST_MALFORMED", { reason: "the body must be a JSON object or a form" });
}
