import {
  figureOf,
  promiseAgainst,
  promisesOf,
  ratioTo,
  timesTheFirst,
  type Promised,
} from "../../../bench/figures/ratios.ts";
import type { BenchmarkResults, Result, Results } from "../../../bench/figures/results.ts";
import { readKeptRun } from "../../../bench/run/kept-run.ts";
import { table } from "./markdown.ts";

/** What the last kept run of the benchmarks measured. */
export function performancePage(kept: Results = readKeptRun()): string {
  const head = "<!-- Written by `npm run docs` from bench/kept-run.json, which `npm run bench -- --keep` writes. -->";
  return `${[head, "# How fast it is", introduction(kept), ...kept.benchmarks.flatMap(section)].join("\n\n")}\n`;
}

function introduction({ measuredOn, commit, node, platform, processors, processor, load, seconds }: Results): string {
  const run = [
    ["date", measuredOn],
    ["commit", commit ?? "unknown"],
    ["Node", node],
    ["computer", `${platform}, ${processors} processors (${processor})`],
    ["load before and after", load.join(" and ")],
    ["duration of the run", `${seconds} seconds`],
  ] as const;
  return [
    "The times on this page are from one computer. On your computer the times differ, but the ratios should be similar, because",
    "both sides of a ratio took turns in the same run. To measure everything on your computer, run `npm run bench`. If a promise on",
    "this page is missed, the command ends with exit code 1.",
    "",
    "How to read the tables:",
    "",
    "- The first row is what the benchmark is about. The other rows are what we compare it with.",
    "- The third column compares the rows. For example, `4.1 times this row` means: the first row is 4.1 times as much as this row.",
    "- A promise is a limit. It is met or missed.",
    "- Some rows are a minimal server or an empty Node process. Such a program does only what cannot be left out. So the ratio to such",
    "  a row shows what the testkit adds.",
    "- Some tables show what happens as something grows, such as the number of cards. There, each row is compared with the first.",
    "",
    "The next table describes the run. Its load is the number of processes that run or wait for a processor. If the load is higher than",
    "the number of processors, other programs make the measured times longer. Processor times and counts change less.",
    "",
    table(["this run", ""], run),
  ].join("\n");
}

function section({ name, title, about, seconds, results }: BenchmarkResults): string[] {
  const figures = results.filter((result) => result.kind === "figure");
  return [
    `## ${title}`,
    about,
    `To run only this benchmark (${secondsOf(seconds)}): \`npm run bench -- --only ${name}\`.`,
    ...(figures.length === 0 ? [] : [figuresTable(figures)]),
    ...results.filter((result) => result.kind !== "figure").flatMap(block),
  ];
}

function figuresTable(figures: readonly Extract<Result, { kind: "figure" }>[]): string {
  return table(
    ["what", "measured", "promise"],
    figures.map((figure) => [
      figure.name,
      figureOf(figure.value, figure.unit),
      promisesOf(figure).map(text).join("; "),
    ]),
  );
}

function block(result: Exclude<Result, { kind: "figure" }>): string[] {
  switch (result.kind) {
    case "comparison":
      return [
        `${caption(result.name)} (${result.better} is better)`,
        table(
          ["what", "measured", "the first row is", "promise"],
          result.sides.map((side, at) => {
            const promise = promiseAgainst(result, side);
            return [
              side.name,
              figureOf(side.value, result.unit),
              at === 0 ? "" : times(ratioTo(result, side), "this row"),
              promise === undefined ? "" : text(promise),
            ];
          }),
        ),
      ];
    case "growth": {
      const promised = promisesOf(result).map((promise) => `. Promise: ${text(promise)}`);
      return [
        `${caption(result.name)}${promised.join("")}`,
        table(
          [result.of, "measured", "this row is"],
          result.points.map((point, at) => [
            point.at.toLocaleString("en-GB"),
            figureOf(point.value, result.unit),
            at === 0 ? "" : times(timesTheFirst(result, point), "the first row"),
          ]),
        ),
      ];
    }
    case "unmeasured":
      return [`_${result.name}_ was not measured: ${result.because}.`];
  }
}

function times(ratio: number, row: string): string {
  const figure = figureOf(ratio, "");
  return figure === "1" ? `about equal to ${row}` : `${figure} times ${row}`;
}

function secondsOf(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole === 1 ? "1 second" : `${whole} seconds`;
}

function caption(name: string): string {
  return `**${name.charAt(0).toUpperCase()}${name.slice(1)}**`;
}

function text({ words, met }: Promised): string {
  return `${words} (${met ? "met" : "**missed**"})`;
}
