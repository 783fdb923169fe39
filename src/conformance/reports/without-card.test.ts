import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "node-html-parser";
import { signInsWithoutCard } from "../relying-party/observation.ts";
import { resultWith } from "../testing/results.ts";
import { judge } from "../verdicts/judgement.ts";
import { htmlPage } from "./html-page.ts";
import { markdownSummary } from "./markdown-summary.ts";
import { reportOf } from "./report.ts";
import { summaryText } from "./summary.ts";
import { withoutCardTitle } from "./without-card.ts";

const startedAt = new Date("2026-11-23T00:00:00Z");

function reportWith(...titles: readonly string[]) {
  const results = titles.map((title, index) =>
    resultWith({ id: `SIGN-0${index}`, evidence: [{ title, mediaType: "text/plain", body: "555000000002 by passkey" }] }),
  );
  const judgements = judge(results, {}, startedAt);
  const run = { testkit: "0.0.0", target: "virtual", startedAt, durationMs: 1, requirements: [], asExpected: true };
  return reportOf({ ...run, judgements });
}

describe("a report of sign-ins without a card", () => {
  const line = /No card took part in a sign-in of 2 scenarios: SIGN-00, SIGN-02/;

  it("says so in the terminal, in the step summary and on the page", () => {
    const report = reportWith(withoutCardTitle, "APDUs", withoutCardTitle);
    assert.match(summaryText(report), line);
    assert.match(markdownSummary(report), line);
    assert.match(parse(htmlPage(report)).text, line);
  });

  it("names no more than eight", () => {
    const report = reportWith(...Array.from({ length: 10 }, () => withoutCardTitle));
    assert.match(summaryText(report), /of 10 scenarios: .*SIGN-07 and 2 more/);
  });

  it("says nothing of it if a card took part each time", () => {
    const report = reportWith("APDUs");
    for (const text of [summaryText(report), markdownSummary(report), htmlPage(report)]) {
      assert.doesNotMatch(text, /No card took part/);
    }
  });

  it("knows them from the journal, once each", () => {
    const of = { type: "sign-in", uid: "1", clientId: "system", userId: "555000000002", sequence: 1, at: "" } as const;
    const entries = [
      { ...of, step: "role", withoutCard: "passkey" },
      { ...of, step: "finished", withoutCard: "passkey" },
      { ...of, step: "finished" },
    ];
    assert.deepEqual(signInsWithoutCard(entries), ["555000000002 signed in to system by passkey"]);
  });
});
