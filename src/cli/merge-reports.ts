import { join } from "node:path";
import { Command } from "commander";
import { print, printStyled } from "./print.ts";

/** `cis2-testkit merge-reports`: makes one report of the reports of shards, and shows shared sign-ins in it. */
export function mergeReportsCommand(): Command {
  return new Command("merge-reports")
    .description(
      "Make one report from the reports of several parts (shards). The report can also include sign-ins that you saved in the control panel.",
    )
    .argument("<folders...>", "the report folders of the parts, and the files with sign-ins from the control panel")
    .option("--report-dir <folder>", "the folder for the merged report", "reports")
    .action(async (folders: string[], { reportDir }: { reportDir: string }) => {
      const conformance = await import("../conformance/index.ts");
      const given = folders.map((path) => conformance.readReportOrSignIn(path));
      const reports = given.flatMap((one) => ("report" in one ? [one.report] : []));
      const signIns = given.flatMap((one) => ("signIn" in one ? [one.signIn] : []));
      const merged = conformance.mergeReports(reports, conformance.loadRequirements(), signIns);
      await conformance.writeReports(merged, reportDir);
      if (reports.length === 0) {
        print(`Sign-ins to look at, and no verdicts: ${join(reportDir, "report.html")}\n`);
        return;
      }
      printStyled(conformance.summaryText(merged));
      const { asExpected, nothingRan, unexpectedVerdicts } = conformance.exitCodes;
      const isUnexpected = merged.scenarios.some(({ expected }) => !expected);
      process.exitCode = merged.asExpected ? asExpected : isUnexpected ? unexpectedVerdicts : nothingRan;
    });
}
