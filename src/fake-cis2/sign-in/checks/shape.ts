import { z } from "zod";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { assertionTokenSchema } from "../assertion-token.ts";
import type { Assertion } from "../assertion.ts";
import { safeParse } from "../../../foundation/safe-parse.ts";

export function checkShape({ token }: Assertion): void {
  const result = safeParse(assertionTokenSchema, token);
  if (result.success) return;
  const reason = z.prettifyError(result.error).replaceAll(/\s+/g, " ");
  throw new TestkitError("ASSERTION_MALFORMED", { reason }, { cause: result.error });
}
