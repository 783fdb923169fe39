import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "node-html-parser";
import { htmlPage } from "./html-page.ts";
import { every, first, report } from "./testing/sample-report.ts";

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
