import { resolve } from "node:path";
import { Command } from "commander";
import { wholeNumberUpTo } from "./arguments.ts";

interface Options {
  tags?: string;
  reportDir: string;
  parallel: number;
}

/** `cis2-testkit conformance`: runs the features and gives the verdict. */
export function conformanceCommand(): Command {
  return new Command("conformance")
    .description("Run the conformance suite on virtual cards, and write the reports.")
    .option("--tags <expression>", "only scenarios these tags select, such as '@req:NHS-20 or @id:ROLE-03'")
    .option("--report-dir <folder>", "where the reports go", "reports")
    .option("--parallel <workers>", "scenarios at a time", wholeNumberUpTo(64), 0)
    .action(async (options: Options) => {
      const { coverageOf, exitCodeOf, loadRequirements, runFeatures, summaryText } =
        await import("../conformance/index.ts");
      const started = performance.now();
      const reportDirectory = resolve(options.reportDir);
      const results = await runFeatures({
        reportDirectory,
        parallel: options.parallel,
        ...(options.tags === undefined ? {} : { tags: options.tags }),
        onResult: ({ verdict }) => process.stdout.write(verdict === "passed" ? "." : (verdict[0] ?? "?").toUpperCase()),
      });
      const coverage = coverageOf(loadRequirements(), results);
      process.stdout.write(`\n${summaryText(coverage, results, performance.now() - started)}`);
      process.stdout.write(`Reports: ${reportDirectory}\n`);
      process.exitCode = exitCodeOf(results);
    });
}
