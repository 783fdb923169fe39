import { randomUUID } from "node:crypto";
import type { Context, Middleware } from "koa";
import type { ErrorCode } from "../../foundation/errors/catalogue.ts";
import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import { errorAnswer } from "../../foundation/errors/for-person.ts";
import type { Logger } from "../../foundation/logger.ts";
import { renderPage } from "./renderer.ts";

const statuses: Partial<Record<ErrorCode, number>> = {
  ASSERTION_MALFORMED: 400,
  REQUEST_MALFORMED: 400,
  ROLE_NOT_HELD: 400,
  CONTROL_REFUSED: 401,
  CONFIGURATION_INVALID: 400,
  PERSONA_UNKNOWN: 404,
  READER_UNKNOWN: 404,
  CARD_PROFILE_UNKNOWN: 404,
  SIGN_IN_UNKNOWN: 404,
  SIGN_IN_NOT_KEPT: 404,
  CARD_UNKNOWN: 404,
  UNLOCK_MESSAGE_NONE: 404,
  PAGE_UNKNOWN: 404,
  SIGN_IN_STEP: 409,
  CARD_HELD: 409,
  CARD_STATE: 409,
  HOST_UNKNOWN: 421,
  SERVICE_FAILED: 500,
};

/** Turns what was thrown into an answer: a page for a browser, JSON for a program, never a stack trace. */
export function errorMiddleware(logger: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (thrown) {
      await answerError(ctx, asTestkitError(thrown), logger, thrown);
    }
  };
}

/** Answers with one error, and logs it under a reference that the answer names. */
async function answerError(ctx: Context, error: TestkitError, logger: Logger, thrown: unknown = error): Promise<void> {
  const reference = randomUUID();
  const level = error.code === "SERVICE_FAILED" ? "error" : "info";
  logger[level]({ err: thrown, code: error.code, reference, method: ctx.method, path: ctx.path }, "refused");
  ctx.status = statuses[error.code] ?? 403;
  const answer = { ...errorAnswer(error), reference };
  if (ctx.accepts("html", "json") === "html") {
    ctx.type = "html";
    const signIn = /^\/sign-in\/[\w-]+/.exec(ctx.path)?.[0];
    const isUnknown = ctx.status === 404 || ctx.status === 421;
    const backTo = isUnknown || answer.person.again === undefined ? undefined : signIn;
    const title = isUnknown ? "Page not found" : "Sorry, there is a problem";
    const { cause, nhs } = error.entry;
    ctx.body = await renderPage("error", {
      ...answer,
      cause,
      nhs,
      title: signIn ? "You are not signed in" : title,
      backTo,
    });
  } else {
    ctx.body = { error: answer };
  }
}

function asTestkitError(thrown: unknown): TestkitError {
  if (isTestkitError(thrown)) return thrown;
  return new TestkitError("SERVICE_FAILED", {}, { cause: thrown });
}
