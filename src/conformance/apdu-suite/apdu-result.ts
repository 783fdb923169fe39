import type { ApduCase } from "./script.ts";

export interface ApduResult {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly verdict: "passed" | "failed" | "warning" | "not-applicable" | "skipped";
  /** Why it did not pass, or was not run. Never holds a passcode. */
  readonly reason?: string;
  /** How the card differs from before, which could not be undone. */
  readonly notRestored?: string;
}

/** The clause of a case, with the document it is in. */
export function sourceOf({ id, clause }: Pick<ApduCase, "id" | "clause">): string {
  if (clause.startsWith("ISO")) return clause;
  return id.startsWith("PIV-") ? `SP 800-73-4, Part 2, ${clause}` : `ISO/IEC 7816-4, ${clause}`;
}
