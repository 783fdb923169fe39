import { bodyParser } from "@koa/bodyparser";
import type { Middleware } from "koa";
import { z } from "zod";
import { TestkitError } from "./errors/testkit-error.ts";
import { safeParse } from "./safe-parse.ts";

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

/** Checks what a request brought. Throws REQUEST_MALFORMED, naming the field. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = safeParse(schema, input);
  if (result.success) return result.data;
  const reason = z.prettifyError(result.error).replaceAll(/\s+/g, " ");
  throw new TestkitError("REQUEST_MALFORMED", { reason }, { cause: result.error });
}
