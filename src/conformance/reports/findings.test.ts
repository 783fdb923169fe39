import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Report } from "./report.ts";
import { htmlPage } from "./html-page.ts";
import { summaryText } from "./summary.ts";
import { findingsOf, findingText, findingTitles } from "./findings.ts";

const url = "https://www.rfc-editor.org/rfc/rfc6749.html";
const state = findingText({ level: "MUST", cure: "Compare state.", source: "RFC 6749", url });
const azp = findingText({ level: "SHOULD", cure: "Compare azp.", source: "OpenID Connect Core", url });
const scenario = (id: string, ...bodies: readonly string[]) =>
  ({
    id,
    evidence: bodies.map((body) => ({ title: findingTitles.toFix, mediaType: "text/plain", body })),
  }) as unknown as Report["scenarios"][number];

describe("the findings of a run", () => {
  it("are grouped by what to fix, the most serious first, then what most scenarios found", () => {
    const other = findingText({ level: "MUST", cure: "Compare nonce.", source: "OpenID Connect Core", url });
    const report = { scenarios: [scenario("A", azp), scenario("B", other), scenario("C", state), scenario("D", state)] };
    assert.deepEqual(
      findingsOf(report).map(({ level, cure, scenarios }) => [level, cure, scenarios]),
      [
        ["MUST", "Compare state.", ["C", "D"]],
        ["MUST", "Compare nonce.", ["B"]],
        ["SHOULD", "Compare azp.", ["A"]],
      ],
    );
  });

  it("leave out what is no finding, and addresses that are no https", () => {
    assert.deepEqual(findingsOf({ scenarios: [scenario("A", "anything", state.replace(url, "javascript:alert(1)"))] }), []);
  });

  it("are at the terminal and on the page, each in one line with the address of its source", () => {
    const scenarios = [scenario("A", azp), scenario("C", state), scenario("D", state)].map((one) => ({
      ...one,
      name: "a name",
      feature: "a feature",
      verdict: "failed",
      expected: false,
      requirements: [],
      steps: [],
      location: { file: "a.feature", line: 1 },
    }));
    const report = { requirements: [], counts: {}, durationMs: 1, scenarios } as unknown as Report;
    assert.match(
      summaryText(report),
      new RegExp(`^What to fix\\n  MUST: Compare state\\. \\(C and 1 more\\) ${url}\\n  SHOULD: Compare azp\\. \\(A\\) ${url}$`, "m"),
    );
    const page = htmlPage(report);
    assert.match(page, /<strong>MUST<\/strong> Compare state\. <a href="https:[^"]+rfc6749\.html">RFC 6749<\/a>.*#C">C<\/a>/);
    assert.equal(page.split("Compare state.").length, 4, "once in the list, and with each scenario");
  });
});
