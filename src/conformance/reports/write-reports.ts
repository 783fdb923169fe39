import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { prepareFolder } from "../../foundation/output-folder.ts";
import { htmlPage } from "./html-page.ts";
import { junitXml } from "./junit-xml.ts";
import { markdownSummary } from "./markdown-summary.ts";
import type { Report } from "./report.ts";

/**
 * Writes report.json, report.html and junit.xml, and adds to GitHub's step summary if the run is a step of a GitHub
 * job. Rejects as `prepareFolder` does.
 */
export async function writeReports(
  report: Report,
  directory: string,
  stepSummary: string | undefined = process.env["GITHUB_STEP_SUMMARY"],
): Promise<void> {
  await prepareFolder(directory);
  await Promise.all([
    writeFile(join(directory, "report.json"), `${JSON.stringify(report, null, 2)}\n`),
    writeFile(join(directory, "report.html"), htmlPage(report)),
    writeFile(join(directory, "junit.xml"), junitXml(report)),
    ...(stepSummary ? [appendFile(stepSummary, markdownSummary(report))] : []),
  ]);
}
