import { bodyParser } from "@koa/bodyparser";
import type { Middleware } from "koa";
import { TestkitError } from "./errors/testkit-error.ts";

/** Reads bodies of the types, up to a limit such as "64kb". Throws REQUEST_MALFORMED for what cannot be read. */
export function requestBody(enableTypes: ("json" | "form")[], limit: string): Middleware {
  return bodyParser({
    enableTypes,
    jsonLimit: limit,
    formLimit: limit,
    onError: (cause) => {
      throw new TestkitError("REQUEST_MALFORMED", { reason: cause.message }, { cause });
    },
  });
}
