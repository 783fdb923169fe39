import { htmlPage } from "../../src/conformance/reports/html-page.ts";
import { junitXml } from "../../src/conformance/reports/junit-xml.ts";
import { markdownSummary } from "../../src/conformance/reports/markdown-summary.ts";
import { mergeReports, readReport, summaryText, type Report } from "../../src/conformance/index.ts";
import { reportOf } from "../../src/conformance/reports/report.ts";
import { resultWith } from "../../src/conformance/testing/results.ts";
import { dataFileTarget } from "../runner/data-file.ts";

const judgements = [
  { result: resultWith(), expected: true },
  { result: resultWith({ id: "CARD-02", verdict: "failed", example: "piv" }), expected: false },
];
const run = { testkit: "0.1.0", target: "virtual", startedAt: new Date(0), durationMs: 1, requirements: [] };

/** report.json, as it is read to be merged, rerun and shown: what is read can be written in every form. */
export const target = dataFileTarget({
  name: "report",
  fileName: "report.json",
  seeds: [reportOf({ ...run, judgements, asExpected: false })],
  read: (_, folder) => {
    const report = readReport(folder);
    const writeInEveryForm = (one: Report) =>
      [htmlPage, junitXml, markdownSummary, summaryText].map((write) => write(one));
    writeInEveryForm(report);
    writeInEveryForm(mergeReports([report], []));
  },
});
