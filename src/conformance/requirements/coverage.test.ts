import assert from "node:assert/strict";
import { it } from "node:test";
import type { ScenarioResult, Verdict } from "../verdicts/verdict.ts";
import { summaryText } from "../reports/summary.ts";
import { coverageOf } from "./coverage.ts";
import type { Requirement } from "./requirements.ts";

const requirements: Requirement[] = ["A-01", "A-02", "A-03"].map((id) => ({
  id,
  area: "card",
  requirement: `what ${id} asks`,
  source: "a source",
  basis: "FACT",
}));

const result = (id: string, verdict: Verdict, ...of: string[]): ScenarioResult => ({
  id,
  name: `scenario ${id}`,
  feature: "f",
  location: { file: "features/f.feature", line: 3 },
  requirements: of,
  verdict,
  ...(verdict === "passed" ? {} : { reason: "because" }),
  durationMs: 1,
});

const results = [result("S-01", "passed", "A-01", "A-02"), result("S-02", "failed", "A-02")];

it("gives each requirement the worst verdict of its scenarios", () => {
  const verdicts = coverageOf(requirements, results).map(({ verdict }) => verdict);
  assert.deepEqual(verdicts, ["passed", "failed", "not tested yet"]);
});

it("prints requirements, then what did not pass with its place and reason, then the count", () => {
  const text = summaryText(coverageOf(requirements, results), results, 1234);
  assert.match(text, /A-01 +passed +what A-01 asks \(1\)/);
  assert.match(text, /A-02 +failed +what A-02 asks \(2\)/);
  assert.match(text, /A-03 +not tested yet +what A-03 asks\n/);
  assert.match(text, /failed: S-02 scenario S-02\n {2}features\/f\.feature:3\n {2}because/);
  assert.match(text, /2 scenarios: 1 failed, 1 passed in 1\.2 s/);
  assert.doesNotMatch(text, /scenario S-01/);
});
