import type { Middleware } from "koa";
import type { ErrorCode } from "../../foundation/errors/catalogue.ts";
import { errorAnswer } from "../../foundation/errors/for-person.ts";
import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../foundation/logger.ts";

const statuses: Partial<Record<ErrorCode, number>> = {
  REQUEST_MALFORMED: 400,
  ORIGIN_REFUSED: 403,
  PAGE_UNKNOWN: 404,
  HOST_UNKNOWN: 421,
  PASSCODE_WINDOWS_OPEN: 429,
  SERVICE_FAILED: 500,
};

/** Answers what was thrown as JSON with the catalogue's code; 409 if person, card or reader are not ready. */
export function errorMiddleware(logger: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null) throw new TestkitError("PAGE_UNKNOWN", { path: ctx.path });
    } catch (thrown) {
      const error = isTestkitError(thrown) ? thrown : new TestkitError("SERVICE_FAILED", {}, { cause: thrown });
      const { code, message } = error;
      logger[code === "SERVICE_FAILED" ? "error" : "warn"](
        {
          code,
          method: ctx.method,
          path: pathWithoutSecrets(ctx.path),
          ...(code === "SERVICE_FAILED" && { err: thrown }),
        },
        message,
      );
      ctx.status = statuses[code] ?? 409;
      ctx.body = { error: errorAnswer(error) };
    }
  };
}

/** The path of a passcode window is what protects it. */
function pathWithoutSecrets(path: string): string {
  return path.replace(/^\/passcode\/.*/, "/passcode/…");
}
