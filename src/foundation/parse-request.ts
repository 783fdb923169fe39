import { z } from "zod";
import { TestkitError } from "./errors/testkit-error.ts";
import { safeParse } from "./safe-parse.ts";

/** Checks what a request brought. Throws REQUEST_MALFORMED, naming the field. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = safeParse(schema, input);
  if (result.success) return result.data;
  const reason = z.prettifyError(result.error).replaceAll(/\s+/g, " ");
  throw new TestkitError("REQUEST_MALFORMED", { reason }, { cause: result.error });
}
