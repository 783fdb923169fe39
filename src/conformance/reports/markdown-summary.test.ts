import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resultWith } from "../testing/results.ts";
import { markdownSummary } from "./markdown-summary.ts";
import { every, first, report } from "./testing/sample-report.ts";

describe("the summary of a workflow step", () => {
  it("is this text", () => {
    const [, , third, fourth] = every;
    assert.ok(third && fourth);
    assert.equal(
      markdownSummary(report([first, third, fourth])),
      `## CIS2 conformance on virtual: not as expected

1 error, 2 passed

| Scenario | Verdict | Reason |
| --- | --- | --- |
| CARD-03 passes since | passed |  |
| CARD-04 ${fourth.name} | error | it broke |

<details><summary>1 of 4 requirements tested</summary>

| Requirement | Verdict | What it asks |
| --- | --- | --- |
| A-01 | passed | what A-01 asks |

</details>

not tested: A-02, A-04

not testable: A-03

`,
    );
  });

  it("has no table of what is unexpected where all is as expected, and says so where nothing ran", () => {
    assert.match(markdownSummary(report([first])), /^## CIS2 conformance on virtual: as expected\n\n1 passed\n\n<details>/);
    assert.match(markdownSummary(report([])), /\n\nnothing ran\n\n/);
  });

  it("breaks no table with what is in a name", () => {
    const odd = resultWith({ id: "CARD-20", verdict: "failed", name: "a\\b|c<d" });
    assert.match(markdownSummary(report([odd])), /\| CARD-20 a\\\\b\\\|c&lt;d \| failed \|/);
  });
});
