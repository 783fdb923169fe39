import assert from "node:assert/strict";
import { it } from "node:test";
import { resultWith } from "../testing/results.ts";
import { exitCodeOf } from "./exit-code.ts";
import { judge } from "./judgement.ts";
import type { Verdict } from "./verdict.ts";

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
    const results = verdicts.map((verdict) => resultWith({ verdict }));
    assert.equal(exitCodeOf(judge(results, {}, new Date())), code);
  });
}

it("is 0 for a failure that is expected, and 1 for a pass that is not", () => {
  const expectations = { "CARD-01": { verdict: "failed", reason: "known" } } as const;
  const codeFor = (verdict: Verdict) => exitCodeOf(judge([resultWith({ verdict })], expectations, new Date()));
  assert.equal(codeFor("failed"), 0);
  assert.equal(codeFor("passed"), 1);
  assert.equal(codeFor("error"), 1);
});
