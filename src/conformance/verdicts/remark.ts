import { z } from "zod";
import { safeParse } from "../../foundation/safe-parse.ts";

/** The media type under which a step attaches a remark to its scenario. */
export const remarkMediaType = "application/vnd.cis2-testkit.remark+json";

const remarkSchema = z.strictObject({
  verdict: z.enum(["warning", "review", "skipped", "not applicable"]),
  reason: z.string().min(1),
});

/**
 * What a step has to say of a scenario that did not fail: a reservation, something a person has to look at (the step may
 * then skip the rest), or why the scenario makes no sense on this target (the step then skips it).
 */
export type Remark = z.infer<typeof remarkSchema>;

export function isRemark(value: unknown): value is Remark {
  return safeParse(remarkSchema, value).success;
}
