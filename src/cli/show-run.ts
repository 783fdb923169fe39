import { resolve } from "node:path";
import { Option } from "commander";
import type { ConformanceOutcome, Report, ScenarioResult } from "../conformance/index.ts";
import { Progress } from "../foundation/progress.ts";
import { print, printStyled } from "./print.ts";

/** How much a run says on the terminal. */
export interface Volume {
  readonly quiet?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}

/** `--quiet` and `--verbose` of the commands that run the suite. */
export function volumeOptions(): [quiet: Option, verbose: Option] {
  return [
    new Option(
      "-q, --quiet",
      "print only the target, the verdicts that are not as expected, and the numbers of scenarios",
    ).conflicts("verbose"),
    new Option("--verbose", "print each scenario when it ends, with its verdict and the reason"),
  ];
}

/** `--quiet` and `--verbose` of the commands that log. */
export function logVolumeOptions(): [quiet: Option, verbose: Option] {
  return [
    new Option("-q, --quiet", "log errors only: the same as --log error")
      .implies({ log: "error" })
      .conflicts("verbose"),
    new Option("--verbose", "log everything: the same as --log debug").implies({ log: "debug" }),
  ];
}

/** What a run of the suite shows on a terminal while it lasts and at its end. */
export class RunDisplay {
  readonly #volume: Volume;
  readonly #progress = new Progress("Scenarios");
  #done = 0;
  #notPassed = 0;

  constructor(volume: Volume) {
    this.#volume = volume;
  }

  /** Called as each scenario ends; `planned` is how many the run has. */
  readonly onResult = (result: ScenarioResult, planned: number): void => {
    const { verdict } = result;
    this.#done += 1;
    if (verdict !== "passed" && verdict !== "not applicable") this.#notPassed += 1;
    if (this.#volume.verbose === true) print(resultLine(result));
    const note = this.#notPassed === 0 ? "" : `, ${this.#notPassed} not passed`;
    if (this.#volume.quiet !== true) this.#progress.at(this.#done, planned, note);
  };

  /** `summary` is `summaryText` or `briefSummaryText` of a report. */
  end(
    { report, isReported }: Pick<ConformanceOutcome, "report" | "isReported">,
    reportDir: string,
    { summaryText, briefSummaryText }: Record<"summaryText" | "briefSummaryText", (report: Report) => string>,
  ): void {
    this.close();
    const reports = isReported
      ? resolve(reportDir)
      : "none, because no scenario was selected; earlier ones are as they were";
    printStyled(`${(this.#volume.quiet === true ? briefSummaryText : summaryText)(report)}Reports: ${reports}\n`);
  }

  /** Takes the progress off the terminal. */
  readonly close = (): void => {
    this.#progress[Symbol.dispose]();
  };
}

function resultLine({ id, example, name, verdict, reason, durationMs }: ScenarioResult): string {
  const key = example === undefined ? id : `${id}[${example}]`;
  const why = reason === undefined ? "" : `: ${reason.split("\n")[0] ?? ""}`;
  return `${verdict.padEnd(14)} ${key} ${name} (${(durationMs / 1000).toFixed(1)} s)${why}\n`;
}
