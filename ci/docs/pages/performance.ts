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
    ["machine", `${platform}, ${processors} processors (${processor})`],
    ["load before and after", load.join(" and ")],
    ["length of the run", `${seconds} seconds`],
  ] as const;
  return [
    "The times on this page are from one computer. On your computer the times differ, but you can expect the same ratios,",
    "because both sides of a ratio took turns in the same run. Some sides are a minimal server or an empty Node process. No",
    "program can avoid what these take, so the ratio to them shows what the testkit adds.",
    "",
    "`npm run bench` measures everything on your computer. If a promise is missed, it ends with exit code 1.",
    "",
    "A computer is quiet if its load is lower than the number of its processors. At a higher load, other programs change the",
    "times of the clock. They change processor times and counts less.",
    "",
    table(["this run", ""], run),
  ].join("\n");
}

function section({ name, title, about, seconds, results }: BenchmarkResults): string[] {
  const figures = results.filter((result) => result.kind === "figure");
  return [
    `## ${title}`,
    about,
    `Alone: \`npm run bench -- --only ${name}\`, ${Math.ceil(seconds)} seconds.`,
    ...(figures.length === 0 ? [] : [figuresTable(figures)]),
    ...results.filter((result) => result.kind !== "figure").flatMap(block),
  ];
}

function figuresTable(figures: readonly Extract<Result, { kind: "figure" }>[]): string {
  return table(
    ["what", "measured", "promised"],
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
          ["side by side", "measured", "the first is", "promised"],
          result.sides.map((side, at) => {
            const promise = promiseAgainst(result, side);
            return [
              side.name,
              figureOf(side.value, result.unit),
              at === 0 ? "" : `${figureOf(ratioTo(result, side), "")} times this`,
              promise === undefined ? "" : text(promise),
            ];
          }),
        ),
      ];
    case "growth": {
      const promised = promisesOf(result).map((promise) => `; promised: ${text(promise)}`);
      return [
        `${caption(result.name)}${promised.join("")}`,
        table(
          [result.of, "measured", "against the first"],
          result.points.map((point) => [
            point.at.toLocaleString("en-GB"),
            figureOf(point.value, result.unit),
            `${figureOf(timesTheFirst(result, point), "")} times`,
          ]),
        ),
      ];
    }
    case "unmeasured":
      return [`_${result.name}_ was not measured: ${result.because}.`];
  }
}

function caption(name: string): string {
  return `**${name.charAt(0).toUpperCase()}${name.slice(1)}**`;
}

function text({ words, met }: Promised): string {
  return `${words}: ${met ? "met" : "**missed**"}`;
}
