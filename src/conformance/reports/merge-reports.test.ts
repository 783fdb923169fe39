import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mergeReports } from "./merge-reports.ts";
import type { Report } from "./report.ts";
import { every, first, others, report, requirements } from "./testing/sample-report.ts";

describe("merged reports", () => {
  const early = report([first], { startedAt: "2026-11-23T01:00:00.000Z", durationMs: 10 });
  const late = report(others, { startedAt: "2026-11-23T02:00:00.000Z", durationMs: 30 });

  it("began with the first of the parts, and took as long as the longest", () => {
    for (const parts of [
      [early, late],
      [late, early],
    ]) {
      const { startedAt, durationMs } = mergeReports(parts, requirements);
      assert.deepEqual([startedAt, durationMs], ["2026-11-23T01:00:00.000Z", 30]);
    }
  });

  it("are as expected only if each part was, and keep what was expected of each scenario", () => {
    assert.equal(mergeReports([early], requirements).asExpected, true);
    const whole = mergeReports([early, late], requirements);
    assert.equal(whole.asExpected, false);
    assert.deepEqual(whole.scenarios, [...early.scenarios, ...late.scenarios]);
    assert.deepEqual(mergeReports([report([every[1] ?? first])], requirements).asExpected, true);
  });

  const apart: [parts: Report[], message: RegExp][] = [
    [[], /the reports to merge.*there is none/],
    [[early, { ...late, target: "pcsc" }], /targets virtual and pcsc/],
    [[early, { ...late, testkit: "9.9.9" }], /versions 1\.2\.3 and 9\.9\.9/],
    [[early, early], /CARD-01\[piv\] is in two of them/],
  ];
  for (const [parts, message] of apart) {
    it(`say why they are none: ${message.source}`, () => {
      assert.throws(() => mergeReports(parts, requirements), message);
    });
  }
});
