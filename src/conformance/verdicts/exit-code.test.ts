import assert from "node:assert/strict";
import { it } from "node:test";
import { exitCodeOf } from "./exit-code.ts";
import type { ScenarioResult, Verdict } from "./verdict.ts";

function results(...verdicts: Verdict[]): ScenarioResult[] {
  return verdicts.map((verdict) => ({
    id: "X-01",
    name: "x",
    feature: "x",
    location: { file: "x.feature", line: 1 },
    requirements: [],
    verdict,
    durationMs: 1,
  }));
}

const table: [Verdict[], number][] = [
  [["passed", "passed"], 0],
  [["passed", "warning", "review"], 0],
  [["passed", "skipped", "not applicable"], 0],
  [["passed", "failed"], 1],
  [["passed", "error"], 1],
  [[], 5],
  [["skipped", "not applicable"], 5],
];

for (const [verdicts, code] of table) {
  it(`is ${code} for ${verdicts.join(", ") || "nothing"}`, () => {
    assert.equal(exitCodeOf(results(...verdicts)), code);
  });
}
