import type { Middleware } from "koa";
import type { Logger } from "../../foundation/logger.ts";
import type { Random } from "../../foundation/random.ts";
import { Refusal, unknownError } from "./refusal.ts";

/** Answers a refusal as `error`, `error_description` and `message_id`; a failure of ours as the platform's unknown error. */
export function answerRefusals(random: Random, logger: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (cause) {
      const refusal = cause instanceof Refusal ? cause : unknownError(500, cause);
      if (cause !== refusal) logger.error({ err: cause, path: ctx.path }, "the API platform failed");
      ctx.status = refusal.status;
      ctx.body = {
        error: refusal.error,
        error_description: refusal.description,
        message_id: messageId(random),
      };
    }
  };
}

/** As Apigee writes its `messageid`. */
function messageId(random: Random): string {
  const digits = (length: number) => Array.from(random.bytes(length), (byte) => byte % 10).join("");
  return `rrt-${digits(19)}-c-geu2-${digits(5)}-${digits(7)}-1`;
}
