import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stripVTControlCharacters, styleText } from "node:util";
import { parse } from "node-html-parser";
import { resultWith } from "../testing/results.ts";
import { judge, type Expectations } from "../verdicts/judgement.ts";
import type { ScenarioResult } from "../verdicts/scenario-result.ts";
import { htmlPage } from "./html-page.ts";
import { junitXml } from "./junit-xml.ts";
import { markdownSummary } from "./markdown-summary.ts";
import { mergeReports } from "./merge-reports.ts";
import { type Report, reportOf } from "./report.ts";
import { summaryText } from "./summary.ts";

const today = new Date("2026-11-23T00:00:00Z");
const requirement = (id: string, notTestable?: string) => ({
  id,
  area: "card" as const,
  requirement: `what ${id} asks`,
  source: `source of ${id}`,
  basis: "FACT" as const,
  ...(notTestable === undefined ? {} : { notTestable }),
});
const requirements = [
  requirement("A-01"),
  requirement("A-02"),
  requirement("A-03", "nobody can see it"),
  requirement("A-04"),
];
const expectations: Expectations = {
  "CARD-02": { verdict: "failed", reason: "a known fault" },
  "CARD-03": { verdict: "failed", reason: "it used to fail", expires: "2026-12-01" },
};

function report(results: readonly ScenarioResult[], change: Partial<Report> = {}): Report {
  const judgements = judge(results, expectations, today);
  const asExpected = judgements.every(({ expected }) => expected);
  const run = { testkit: "1.2.3", target: "virtual", startedAt: today, durationMs: 1500, asExpected };
  return { ...reportOf({ ...run, requirements, judgements }), ...change };
}

const { reason: _, ...unexplained } = resultWith({ id: "CARD-12", verdict: "not applicable" });
const every: readonly ScenarioResult[] = [
  resultWith({ id: "CARD-01", example: "piv", requirements: ["A-01"], durationMs: 2 }),
  resultWith({ id: "CARD-02", verdict: "failed", reason: "as ever", requirements: ["A-02"] }),
  resultWith({ id: "CARD-03", name: "passes since" }),
  resultWith({ id: "CARD-04", verdict: "error", reason: "it broke\nbadly" }),
  resultWith({ id: "CARD-05", verdict: "failed", reason: "wrong: \u001b[31mred\u001b[0m \u0000\u0008 a\u000bb\tc\u001f" }),
  resultWith({ id: "CARD-06", verdict: "warning", reason: "a reservation" }),
  resultWith({ id: "CARD-07", verdict: "review", reason: "look" }),
  resultWith({ id: "CARD-08", verdict: "skipped", reason: "no reader" }),
  resultWith({ id: "CARD-09", verdict: "not applicable", reason: "rare" }),
  resultWith({ id: "CARD-10", verdict: "not applicable", reason: "often", requirements: ["A-04"] }),
  resultWith({ id: "CARD-11", verdict: "not applicable", reason: "often" }),
  unexplained,
];
const [first, ...others] = every;
assert.ok(first);

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

describe("report.html", () => {
  const page = parse(htmlPage(report(every)));
  const headings = page.querySelectorAll("article h3").map(({ text }) => text.replaceAll(/\s+/g, " "));

  it("shows what did not pass, and what passed against expectation, and says which is which", () => {
    const shown = headings.map((text) => /^(.*?): (\S+)/.exec(text)?.slice(1).join(" "));
    assert.deepEqual(shown, [
      "failed, as expected CARD-02",
      "passed, unexpected CARD-03",
      "error, unexpected CARD-04",
      "failed, unexpected CARD-05",
      "warning CARD-06",
      "review CARD-07",
      "skipped CARD-08",
    ]);
    assert.match(page.querySelector("#CARD-03")?.text ?? "", /Expected to be failed: it used to fail \(until 2026-12-01\)/);
  });

  it("counts the verdicts that came up, and no other", () => {
    const counts = page.querySelectorAll("p strong").map(({ text }) => text);
    const expected = ["1 error", "2 failed", "1 warning", "1 review", "1 skipped", "4 not applicable", "2 passed"];
    assert.deepEqual(counts, [...expected, "virtual"]);
    assert.deepEqual(
      parse(htmlPage(report([first]))).querySelectorAll("p strong, article, ul").map(({ text }) => text),
      ["1 passed", "virtual"],
    );
  });

  it("counts what was not applicable by its reason, the most frequent first", () => {
    const items = page.querySelectorAll("ul li").map(({ text }) => text);
    assert.deepEqual(items, ["2: often", "1: rare", "1: no reason was given"]);
  });

  it("gives each requirement its verdict, its basis and why it cannot be tested", () => {
    const rows = page.querySelectorAll("tr[id^=A-]").map((row) => row.querySelectorAll("td").map(({ text }) => text));
    assert.deepEqual(rows, [
      ["A-02", "failed", "what A-02 asksFACT: source of A-02", "1whichCARD-02"],
      ["A-04", "not applicable", "what A-04 asksFACT: source of A-04", "0 of 1whichCARD-10not applicable, 1: often"],
      ["A-01", "passed", "what A-01 asksFACT: source of A-01", "1whichCARD-01[piv]"],
      ["A-03", "not testable", "what A-03 asksFACT: source of A-03nobody can see it", "0"],
    ]);
  });
});

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

To accept a failure, add to the expected outcomes:
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
