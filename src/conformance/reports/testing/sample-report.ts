import assert from "node:assert/strict";
import { resultWith } from "../../testing/results.ts";
import { judge, type Expectations } from "../../verdicts/judgement.ts";
import type { ScenarioResult } from "../../verdicts/scenario-result.ts";
import { type Report, reportOf } from "../report.ts";

/** The day that expectations are judged on. */
export const today = new Date("2026-11-23T00:00:00Z");
export const requirement = (id: string, notTestable?: string) => ({
  id,
  area: "card" as const,
  requirement: `what ${id} asks`,
  source: `source of ${id}`,
  basis: "FACT" as const,
  ...(notTestable === undefined ? {} : { notTestable }),
});
export const requirements = [
  requirement("A-01"),
  requirement("A-02"),
  requirement("A-03", "nobody can see it"),
  requirement("A-04"),
];
const expectations: Expectations = {
  "CARD-02": { verdict: "failed", reason: "a known fault" },
  "CARD-03": { verdict: "failed", reason: "it used to fail", expires: "2026-12-01" },
};

/** The report of these results, compared with what is expected of CARD-02 and CARD-03. */
export function report(results: readonly ScenarioResult[], change: Partial<Report> = {}): Report {
  const judgements = judge(results, expectations, today);
  const asExpected = judgements.every(({ expected }) => expected);
  const run = { testkit: "1.2.3", target: "virtual", startedAt: today, durationMs: 1500, asExpected };
  return { ...reportOf({ ...run, requirements, judgements }), ...change };
}

const { reason: _, ...unexplained } = resultWith({ id: "CARD-12", verdict: "not applicable" });
/** A result of every verdict. */
export const every: readonly ScenarioResult[] = [
  resultWith({ id: "CARD-01", example: "piv", requirements: ["A-01"], durationMs: 2 }),
  resultWith({ id: "CARD-02", verdict: "failed", reason: "as ever", requirements: ["A-02"] }),
  resultWith({ id: "CARD-03", name: "passes since" }),
  resultWith({ id: "CARD-04", verdict: "error", reason: "it broke\nbadly" }),
  resultWith({ id: "CARD-05", verdict: "failed", reason: "wrong: \u001b[31mred\u001b[0m \u0000\u0008 a\u000bb\tc\u001f" }),
  resultWith({ id: "CARD-06", verdict: "warning", reason: "a reservation" }),
  resultWith({ id: "CARD-07", verdict: "review", reason: "look" }),
  resultWith({ id: "CARD-08", verdict: "skipped", reason: "no reader" }),
  resultWith({ id: "CARD-09", verdict: "not applicable", reason: "rare" }),
  resultWith({ id: "CARD-10", verdict: "not applicable", reason: "often", requirements: ["A-04"] }),
  resultWith({ id: "CARD-11", verdict: "not applicable", reason: "often" }),
  unexplained,
];
const [head, ...tail] = every;
assert.ok(head);
export const first = head;
export const others = tail;
