import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { parse } from "node-html-parser";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { resultWith } from "../testing/results.ts";
import { exitCodeOf } from "../verdicts/exit-code.ts";
import { judge, type Expectations } from "../verdicts/judgement.ts";
import type { ScenarioResult } from "../verdicts/scenario-result.ts";
import { htmlPage } from "./html-page.ts";
import { junitXml } from "./junit-xml.ts";
import { markdownSummary } from "./markdown-summary.ts";
import { mergeReports } from "./merge-reports.ts";
import { readReport } from "./read-report.ts";
import { type Report, reportOf, reportSchema } from "./report.ts";
import { summaryText } from "./summary.ts";
import { writeReports } from "./write-reports.ts";

const requirements = ["A-01", "A-02"].map((id) => ({
  id,
  area: "card" as const,
  requirement: `what ${id} asks`,
  source: "a source",
  basis: "FACT" as const,
}));

const passed = resultWith({ id: "CARD-01", example: "piv", requirements: ["A-01"] });
const failed = resultWith({
  id: "CARD-02",
  verdict: "failed",
  name: "an <odd> name | with a bar",
  reason: "<script>alert(1)</script>\nsecond line",
  steps: [
    { text: "a step that fails", status: "failed", line: 7, definition: { file: "step-definitions/roles.steps.ts", line: 1 } },
  ],
  evidence: [{ title: "APDUs", mediaType: "text/plain", body: "00A40400 & <more>" }],
});
const known = resultWith({ id: "CARD-03", verdict: "failed" });
const expectations: Expectations = { "CARD-03": { verdict: "failed", reason: "a known fault" } };

function report(...results: ScenarioResult[]): Report {
  const judgements = judge(results, expectations, new Date("2026-11-23T00:00:00Z"));
  return reportOf({
    testkit: "0.0.0",
    target: "virtual",
    startedAt: new Date("2026-11-23T00:00:00Z"),
    durationMs: 1234,
    requirements,
    judgements,
    asExpected: exitCodeOf(judgements) === 0,
  });
}

const whole = report(passed, failed, known);

describe("report.json", () => {
  it("is what its schema says", () => {
    assert.deepEqual(reportSchema.parse(JSON.parse(JSON.stringify(whole))), whole);
  });

  it("counts verdicts and names each requirement's scenarios", () => {
    assert.equal(whole.counts["failed"], 2);
    assert.deepEqual(
      whole.requirements.map(({ id, verdict, scenarios }) => [id, verdict, scenarios]),
      [
        ["A-01", "passed", ["CARD-01[piv]"]],
        ["A-02", "not tested", []],
      ],
    );
  });
});

describe("report.html", () => {
  const page = htmlPage(whole);

  it("leads with the verdict", () => {
    assert.match(parse(page).querySelector(".verdict")?.text ?? "", /not as expected/);
    assert.match(parse(htmlPage(report(passed))).querySelector(".verdict")?.text ?? "", /is as expected/);
  });

  it("shows what did not pass with its reason and evidence, and takes none of it for markup", () => {
    const article = parse(page).querySelector("#CARD-02");
    assert.match(article?.text ?? "", /second line/);
    assert.match(article?.querySelector("details.evidence")?.text ?? "", /00A40400/);
    assert.match(article?.querySelector("li")?.text ?? "", /line 7, step-definitions\/roles\.steps\.ts:1\s+Code of this step\s*import/);
    assert.ok(!page.includes("<script>alert"));
  });

  it("loads nothing", () => {
    assert.doesNotMatch(page, /(src|href)="(?!data:|#)/);
  });
});

describe("junit.xml", () => {
  const cases = parse(junitXml(whole)).querySelectorAll("testcase");

  it("fails only what is not expected", () => {
    const states = cases.map((one) => [one.getAttribute("name")?.split(" ")[0], one.querySelector("failure, skipped")?.rawTagName]);
    assert.deepEqual(states, [
      ["CARD-01[piv]", undefined],
      ["CARD-02", "failure"],
      ["CARD-03", "skipped"],
    ]);
  });
});

it("a foreign scenario steers no terminal, job, page, table or parser", () => {
  const text = "\u001b[2Ka\n::add-mask::b\u202ec\ufffed\u0007|![i](x)";
  const reservations = [{ verdict: "warning" as const, reason: text, count: 1 }];
  const foreign = report(resultWith({ id: "CARD-02", verdict: "failed", name: text, reason: text }));
  const hostile = { ...foreign, requirements: foreign.requirements.map((one) => ({ ...one, verdict: "warning" as const, reservations })) };
  // eslint-disable-next-line no-control-regex -- what a terminal obeys
  const obeyed = /[\u001b\u0007\u202e\ufffe]|^\s*::/mu;
  for (const [sink, made] of Object.entries({
    terminal: stripVTControlCharacters(summaryText(hostile)),
    html: htmlPage(hostile),
    markdown: markdownSummary(hostile),
  })) {
    assert.doesNotMatch(made, obeyed, sink);
    assert.ok(made.includes("add-mask"), sink);
  }
  // eslint-disable-next-line no-control-regex -- what XML 1.0 leaves out
  assert.doesNotMatch(junitXml(hostile), /[\u001b\u0007\ufffe]/);
  assert.equal(markdownSummary(hostile).includes("![i]"), false);
});

describe("the summary on a terminal", () => {
  const text = summaryText(whole);

  it("gives requirements, problems with place and reason, an entry to paste, and the count", () => {
    assert.match(text, /A-01 +passed +what A-01 asks \(1\)/);
    assert.match(text, /\n {2}not tested: A-02\n/);
    assert.match(text, /failed: CARD-02 .*\n {2}features\/a\.feature:3\n/);
    assert.match(text, /failed, as expected \(a known fault\): CARD-03/);
    assert.match(text, /"CARD-02": \{"verdict":"failed"/);
    assert.match(text, /3 scenarios: 2 failed, 1 passed in 1\.2 s/);
    assert.doesNotMatch(text, /"CARD-03": \{/);
  });
});

describe("texts of others in reports", () => {
  const hostile = "a\n![img](http://evil.test)\u001b[2K\u202eb\ufffe";
  const [scenario] = whole.scenarios;
  const spoilt = { ...whole, target: hostile, scenarios: [{ ...scenario, name: hostile, reason: hostile, expected: false }] };
  const report = spoilt as typeof whole;

  it("break no line, and make no image, in the summary of a workflow step", () => {
    const markdown = markdownSummary(report);
    assert.match(markdown, /\| CARD-.* a \\!\\\[img\\\]\(http:\/\/evil\.test\)b \|/);
    assert.doesNotMatch(markdown, /[^\\]!\[|[\u202e\ufffe]/);
  });

  it("send nothing but text to the terminal", () => {
    const text = stripVTControlCharacters(summaryText(report));
    assert.doesNotMatch(text, /[\u202e\ufffe]|(?!\n)\p{Cc}/u);
    assert.match(text, /a !\[img\]\(http:\/\/evil\.test\)b\n/);
  });

  it("leave junit.xml well-formed", () => {
    // oxlint-disable-next-line no-control-regex -- what XML 1.0 leaves out
    assert.doesNotMatch(junitXml(report), /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  });
});

describe("the summary of a workflow step", () => {
  it("names what is unexpected, and breaks no table", () => {
    const markdown = markdownSummary(whole);
    assert.match(markdown, /not as expected/);
    assert.match(markdown, /\| CARD-02 an &lt;odd&gt; name \\\| with a bar \| failed \|/);
    assert.doesNotMatch(markdown, /\| CARD-03/);
  });
});

describe("the report folder", () => {
  it("holds the three reports, and adds to the step summary", async () => {
    const folder = await mkdtemp(join(tmpdir(), "reports-"));
    after(() => rm(folder, { recursive: true }));
    const stepSummary = join(folder, "summary.md");
    await writeReports(whole, join(folder, "reports"), stepSummary);
    assert.deepEqual(readReport(join(folder, "reports")), JSON.parse(JSON.stringify(whole)));
    assert.match(await readFile(stepSummary, "utf8"), /^## CIS2 conformance/);
    for (const name of ["report.html", "junit.xml"]) assert.ok(await readFile(join(folder, "reports", name), "utf8"));
  });
});

describe("merged reports", () => {
  it("are what one run would have reported", () => {
    const merged = mergeReports([report(passed), report(failed, known)], requirements);
    assert.deepEqual({ ...merged, durationMs: 0 }, { ...whole, durationMs: 0 });
  });

  const apart: [string, Report[]][] = [
    ["nothing", []],
    ["two targets", [whole, { ...report(), target: "pcsc" }]],
    ["two versions", [whole, { ...report(), testkit: "9.9.9" }]],
    ["the same scenario twice", [whole, report(failed)]],
  ];
  for (const [name, reports] of apart) {
    it(`are not made of ${name}`, () => {
      assert.throws(
        () => mergeReports(reports, requirements),
        (error) => isTestkitError(error, "CONFIGURATION_INVALID"),
      );
    });
  }
});
