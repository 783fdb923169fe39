import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stripVTControlCharacters, styleText } from "node:util";
import { resultWith } from "../testing/results.ts";
import { htmlPage } from "./html-page.ts";
import { reportOf } from "./report.ts";
import { summaryText } from "./summary.ts";
import { every, first, others, report, requirement, today } from "./testing/sample-report.ts";

describe("the summary on a terminal", () => {
  it("is this text", () => {
    assert.equal(
      stripVTControlCharacters(summaryText(report(every))),
      stripVTControlCharacters(`
Requirements
  A-01         passed         what A-01 asks (1)
  A-02         failed         what A-02 asks (1)
  not applicable: A-04
  not testable: A-03

failed, as expected (a known fault): CARD-02 ${others[0]?.name ?? ""}
  features/a.feature:3
  as ever

passed, not as expected (it used to fail): CARD-03 passes since
  features/a.feature:3
  

error: CARD-04 ${first.name}
  features/a.feature:3
  it broke
  badly

failed: CARD-05 ${first.name}
  features/a.feature:3
  wrong: red �� a�b\tc�

warning: CARD-06 ${first.name}
  features/a.feature:3
  a reservation

review: CARD-07 ${first.name}
  features/a.feature:3
  look

skipped: CARD-08 ${first.name}
  features/a.feature:3
  no reader

To accept a failure, add this to the file of expected outcomes:
  "CARD-05": ${JSON.stringify({ verdict: "failed", reason: every[4]?.reason ?? "" })}

12 scenarios: 1 error, 2 failed, 1 warning, 1 review, 1 skipped, 4 not applicable, 2 passed in 1.5 s
  2 not applicable: often
  1 not applicable: rare
  1 not applicable: no reason was given
`),
    );
  });

  it("shows with a requirement, as the page does, how many scenarios were judged and what was left out of them", () => {
    const part = { verdict: "warning", reason: "1 of 6 cases ran: no key was given" } as const;
    const results = [{}, part, { verdict: "not applicable", reason: "rare" } as const];
    const of = report(results.map((one) => resultWith({ ...one, requirements: ["A-01"] })));
    const lines = /A-01 +warning +what A-01 asks \(2 of 3\)\n +warning: 1 of 6 cases ran: no key was given\n/;
    assert.match(stripVTControlCharacters(summaryText(of)), lines);
    const page = htmlPage(of);
    assert.match(page, /2 of 3</);
    for (const text of ["warning, 1: 1 of 6 cases ran: no key was given", "not applicable, 1: rare"]) {
      assert.ok(page.includes(text), text);
    }
  });

  it("counts one scenario as one, and needs no entry where nothing unexpected failed", () => {
    const text = stripVTControlCharacters(summaryText(report([first])));
    assert.match(text, /\n1 scenario: 1 passed in 1\.5 s\n$/);
    assert.doesNotMatch(text, /To accept a failure/);
  });

  it("names eight requirements of which nothing is known, and counts the others", () => {
    const unknown = (count: number) => {
      const some = Array.from({ length: count }, (_, index) => requirement(`B-${index + 1}`));
      const run = { testkit: "1", target: "virtual", startedAt: today, durationMs: 0, asExpected: false };
      return stripVTControlCharacters(summaryText(reportOf({ ...run, requirements: some, judgements: [] })));
    };
    assert.match(unknown(8), /\n {2}not tested: B-1, B-2, B-3, B-4, B-5, B-6, B-7, B-8\n/);
    assert.match(unknown(10), /\n {2}not tested: B-1, B-2, B-3, B-4, B-5, B-6, B-7, B-8 and 2 more\n/);
    assert.match(unknown(8), /\n0 scenarios: none ran in 0\.0 s\n/);
  });

  it("is green, red, yellow, cyan and gray where a terminal shows colours", () => {
    const before = process.env["FORCE_COLOR"];
    process.env["FORCE_COLOR"] = "1";
    try {
      const text = summaryText(report(every));
      const painted = (colour: Parameters<typeof styleText>[0], words: string) => { assert.ok(text.includes(styleText(colour, words, { validateStream: false })), words); };
      painted("green", "2 passed");
      painted("red", "2 failed");
      painted("red", "1 error");
      painted("yellow", "1 warning");
      painted("yellow", "1 review");
      painted("cyan", "1 skipped");
      painted("gray", "4 not applicable");
      painted("gray", "  2 not applicable: often");
      painted("gray", "not testable:");
      const nothing = summaryText(report([]));
      assert.ok(nothing.includes(styleText("gray", "not tested:", { validateStream: false })));
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, "FORCE_COLOR");
      else process.env["FORCE_COLOR"] = before;
    }
  });
});
