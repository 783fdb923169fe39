import { Command } from "commander";
import { printStyled } from "./print.ts";

/** `cis2-testkit merge-reports`: makes one report of the reports of shards. */
export function mergeReportsCommand(): Command {
  return new Command("merge-reports")
    .description("Make one report of the reports of shards.")
    .argument("<folders...>", "the report folders of the shards")
    .option("--report-dir <folder>", "where the merged report goes", "reports")
    .action(async (folders: string[], { reportDir }: { reportDir: string }) => {
      const conformance = await import("../conformance/index.ts");
      const reports = folders.map((folder) => conformance.readReport(folder));
      const merged = conformance.mergeReports(reports, conformance.loadRequirements());
      await conformance.writeReports(merged, reportDir);
      printStyled(conformance.summaryText(merged));
      const { asExpected, nothingRan, unexpectedVerdicts } = conformance.exitCodes;
      const isUnexpected = merged.scenarios.some(({ expected }) => !expected);
      process.exitCode = merged.asExpected ? asExpected : isUnexpected ? unexpectedVerdicts : nothingRan;
    });
}
