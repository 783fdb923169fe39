import assert from "node:assert/strict";
import { it } from "node:test";
import type { Envelope } from "@cucumber/messages";
import { VerdictCollector } from "./verdict-collector.ts";

const at = (seconds: number) => ({ seconds, nanos: 0 });

function run(...steps: object[]): Envelope[] {
  return [
    { gherkinDocument: { uri: "features/a.feature", feature: { name: "A feature" } } },
    {
      pickle: {
        id: "p",
        uri: "features/a.feature",
        name: "a scenario",
        location: { line: 7, column: 1 },
        tags: [{ name: "@id:A-01" }, { name: "@req:NHS-01" }, { name: "@req:NHS-02" }],
      },
    },
    { testCase: { id: "c", pickleId: "p" } },
    { testCaseStarted: { id: "s", testCaseId: "c", timestamp: at(1) } },
    ...steps.map((testStepResult) => ({ testStepFinished: { testCaseStartedId: "s", testStepResult } })),
    { testCaseFinished: { testCaseStartedId: "s", timestamp: at(3), willBeRetried: false } },
  ] as unknown as Envelope[];
}

function verdictOf(...steps: object[]) {
  const collector = new VerdictCollector();
  const given = run(...steps).map((envelope) => collector.take(envelope));
  assert.deepEqual(given.filter(Boolean), collector.results);
  return collector.results[0];
}

it("says what ran, where it stands and what it tests", () => {
  assert.deepEqual(verdictOf({ status: "PASSED" }, { status: "PASSED" }), {
    id: "A-01",
    name: "a scenario",
    feature: "A feature",
    location: { file: "features/a.feature", line: 7 },
    requirements: ["NHS-01", "NHS-02"],
    verdict: "passed",
    durationMs: 2000,
  });
});

const table: [string, object, string, string][] = [
  [
    "a wrong expectation",
    { status: "FAILED", exception: { type: "AssertionError", message: "1 != 2" } },
    "failed",
    "1 != 2",
  ],
  ["anything else thrown", { status: "FAILED", exception: { type: "TypeError", message: "broke" } }, "error", "broke"],
  ["an undefined step", { status: "UNDEFINED" }, "error", "the step was undefined"],
  ["an ambiguous step", { status: "AMBIGUOUS", message: "two match" }, "error", "two match"],
  ["a pending step", { status: "PENDING" }, "error", "the step was pending"],
  ["a skipped step", { status: "SKIPPED" }, "skipped", "the step was skipped"],
];

for (const [name, step, verdict, reason] of table) {
  it(`${name} is ${verdict}`, () => {
    const result = verdictOf({ status: "PASSED" }, step, { status: "SKIPPED" });
    assert.equal(result?.verdict, verdict);
    assert.equal(result.reason, reason);
  });
}

it("takes the last attempt of a scenario that is retried", () => {
  const collector = new VerdictCollector();
  const [document, pickle, testCase, started, step, finished] = run({ status: "FAILED" });
  for (const envelope of [document, pickle, testCase, started, step]) if (envelope) collector.take(envelope);
  collector.take({ testCaseFinished: { ...finished?.testCaseFinished, willBeRetried: true } } as Envelope);
  assert.deepEqual(collector.results, []);
});
