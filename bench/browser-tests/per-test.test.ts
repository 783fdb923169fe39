import assert from "node:assert/strict";
import { it } from "node:test";
import { millisecondsPerTest } from "./per-test.ts";

const report = (...tests: readonly (readonly [milliseconds: number, status?: string])[]) => ({
  suites: [
    {
      specs: tests.map(([at, status = "passed"], number) => ({
        title: `test ${number + 1}`,
        tests: [{ results: [{ startTime: new Date(1_793_610_000_000 + at).toISOString(), status }] }],
      })),
    },
  ],
});

it("takes a test from its start to that of the next, without the first and the last", () => {
  assert.deepEqual(millisecondsPerTest(report([0], [2000], [2300], [2700])), [300, 400]);
});

it("refuses a run with a test that has not passed", () => {
  assert.throws(() => millisecondsPerTest(report([0], [2000, "failed"], [2300])), /test 2: failed/);
});
