/** What one check of the doctor found. */
export interface Finding {
  readonly check: string;
  /** "problem" keeps a sign-in from working, "warning" may. */
  readonly verdict: "ok" | "warning" | "problem";
  readonly message: string;
  /** What to do; given with every verdict but "ok". */
  readonly cure?: string;
}

export function ok(check: string, message: string): Finding {
  return { check, verdict: "ok", message };
}

export function warning(check: string, message: string, cure: string): Finding {
  return { check, verdict: "warning", message, cure };
}

export function problem(check: string, message: string, cure: string): Finding {
  return { check, verdict: "problem", message, cure };
}
