import { z } from "zod";

/**
 * As the schema's own `safeParse`, which (zod 4.6) throws a TypeError for an object that says its length is another
 * object without a usable `toString`: if it throws, the input is refused.
 */
export function safeParse<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  context?: z.core.ParseContext<z.core.$ZodIssue>,
): z.ZodSafeParseResult<z.output<Schema>> {
  try {
    return schema.safeParse(input, context);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return z.custom<z.output<Schema>>(() => false, "it cannot be compared").safeParse(undefined);
  }
}
