import type { Verdict } from "../verdicts/verdict.ts";
import { sourceOf, type ApduResult } from "./apdu-result.ts";

/** What a group of cases says of a card. */
export interface GroupVerdict {
  readonly verdict: Extract<Verdict, "passed" | "failed" | "warning" | "not applicable">;
  readonly reason?: string;
}

/**
 * A group has passed only if every one of its cases was carried out and passed. If some were not, it says how many and why.
 * `total` is the number of cases; there are fewer results if the run ended before.
 */
export function groupVerdict(results: readonly ApduResult[], total = results.length): GroupVerdict {
  const ran = results.filter(({ verdict }) => verdict !== "not-applicable" && verdict !== "skipped");
  const failed = ran.filter(({ verdict }) => verdict === "failed");
  if (failed.length > 0) return { verdict: "failed", reason: failed.map(formatApduResult).join("\n") };
  const notRun = whyNotRun(results);
  if (ran.length === 0) return { verdict: "not applicable", reason: notRun.join("; ") || "there is no such case" };
  const reasons = [
    ...(ran.length === total ? [] : [`${ran.length} of ${total} cases ran: ${notRun.join("; ")}`]),
    ...ran.filter(({ verdict }) => verdict === "warning").map(formatApduResult),
  ];
  return reasons.length === 0 ? { verdict: "passed" } : { verdict: "warning", reason: reasons.join("\n") };
}

/** One case as a line. */
export function formatApduResult(result: ApduResult): string {
  const { id, title, verdict, reason } = result;
  return `${id} ${verdict}: ${title} (${sourceOf(result)})${reason === undefined ? "" : `: ${reason}`}`;
}

/** Each reason once, with the cases that it keeps from running. */
function whyNotRun(results: readonly ApduResult[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { id, verdict, reason = "no reason was given" } of results) {
    if (verdict !== "not-applicable" && verdict !== "skipped") continue;
    reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  }
  return [...reasons].map(([reason, ids]) => `${reason} (${ids.join(", ")})`);
}
