import assert from "node:assert/strict";
import { it } from "node:test";
import { resultWith } from "../testing/results.ts";
import type { Verdict } from "../verdicts/verdict.ts";
import { coverageOf } from "./coverage.ts";
import type { Requirement } from "./requirements.ts";

const requirement = {
  id: "A-01",
  area: "card",
  requirement: "what A-01 asks",
  source: "a source",
  basis: "FACT",
} as const;

function verdictFor(...verdicts: Verdict[]): string | undefined {
  const results = verdicts.map((verdict) => resultWith({ verdict, requirements: ["A-01"] }));
  const others = [resultWith({ verdict: "failed", requirements: ["A-02"] })];
  return coverageOf([requirement satisfies Requirement], [...results, ...others])[0]?.verdict;
}

it("gives a requirement the worst verdict of its scenarios", () => {
  assert.equal(verdictFor("passed", "passed"), "passed");
  assert.equal(verdictFor("passed", "failed"), "failed");
  assert.equal(verdictFor("failed", "error"), "error");
});

it("lets scenarios that were not judged speak only where none was", () => {
  assert.equal(verdictFor("passed", "not applicable"), "passed");
  assert.equal(verdictFor("not applicable"), "not applicable");
  assert.equal(verdictFor("skipped", "not applicable"), "skipped");
});

it("says how many of its scenarios were judged, and why others were not, or only with a reservation", () => {
  const part = { verdict: "warning", reason: "1 of 6 cases ran: the administration key was not given" } as const;
  const left = { verdict: "not applicable", reason: "the unblocking code (PUK) was not given" } as const;
  const results = [{}, part, part, left].map((one) => resultWith({ ...one, requirements: ["A-01"] }));
  const [coverage] = coverageOf([requirement], results);
  assert.deepEqual([coverage?.verdict, coverage?.judged, coverage?.scenarios.length], ["warning", 3, 4]);
  assert.deepEqual(coverage?.reservations, [
    { ...part, count: 2 },
    { ...left, count: 1 },
  ]);
});

it("says of a requirement of which no scenario ran that it is not tested, or not testable where none can be", () => {
  assert.equal(verdictFor(), "not tested");
  const [untestable] = coverageOf([{ ...requirement, notTestable: "nobody can look" }], []);
  assert.equal(untestable?.verdict, "not testable");
});
