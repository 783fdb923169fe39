import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "node-html-parser";
import type { ScenarioResult } from "../verdicts/scenario-result.ts";
import { junitXml } from "./junit-xml.ts";
import { every, report } from "./testing/sample-report.ts";

describe("junit.xml", () => {
  const outcomes = (results: readonly ScenarioResult[]) =>
    parse(junitXml(report(results)))
      .querySelectorAll("testcase")
      .map((one) => {
        const outcome = one.querySelector("error, failure, skipped");
        const message = outcome?.getAttribute("message");
        if (outcome) assert.equal(outcome.text, `${message ?? ""}\nfeatures/a.feature:3`);
        return [one.getAttribute("name")?.split(" ")[0], outcome?.rawTagName, message];
      });

  it("tells errors from failures, and both from what was to be expected", () => {
    assert.deepEqual(outcomes(every), [
      ["CARD-01[piv]", undefined, undefined],
      ["CARD-02", "skipped", "failed, failed is expected (a known fault): as ever"],
      ["CARD-03", "failure", "passed, failed is expected (it used to fail)"],
      ["CARD-04", "error", "it broke\nbadly"],
      ["CARD-05", "failure", "wrong: red \ufffd\ufffd a\ufffdb\tc\ufffd"],
      ["CARD-06", "skipped", "warning: a reservation"],
      ["CARD-07", "skipped", "review: look"],
      ["CARD-08", "skipped", "skipped: no reader"],
      ["CARD-09", "skipped", "not applicable: rare"],
      ["CARD-10", "skipped", "not applicable: often"],
      ["CARD-11", "skipped", "not applicable: often"],
      ["CARD-12", "skipped", "not applicable"],
    ]);
  });

  it("counts and times the run, its features and its scenarios", () => {
    const xml = junitXml(report(every));
    const counts = 'tests="12" failures="2" errors="1" skipped="8" time="1\\.500"';
    assert.match(xml, new RegExp(`^<\\?xml version="1\\.0" encoding="UTF-8"\\?>\n<testsuite name="[^"]+ \\(virtual\\)" ${counts}>`));
    assert.match(xml, /<testcase classname="A feature" name="CARD-01\[piv\] [^"]+" time="0\.002">/);
  });
});
