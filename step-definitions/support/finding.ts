import type { Rule } from "../../src/conformance/index.ts";

/** Something a relying party does against a rule. */
export interface Finding {
  /** What it did, in a sentence. */
  readonly what: string;
  /** What to do about it, in a sentence. */
  readonly cure: string;
  readonly rule: Rule;
}
