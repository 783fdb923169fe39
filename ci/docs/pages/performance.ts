import { readFileSync } from "node:fs";
import {
  figureOf,
  promiseOf,
  resultsSchema,
  timesAsFast,
  timesTheFirst,
  type BenchmarkResults,
  type Result,
} from "../../../bench/results.ts";
import { table } from "./markdown.ts";

const kept = new URL("../../../bench/results.json", import.meta.url);

/** What the last kept run of the benchmarks measured. */
export function performancePage(): string {
  const results = resultsSchema.parse(JSON.parse(readFileSync(kept, "utf8")));
  const { measuredOn, node, platform, processors, processor, seconds } = results;
  const introduction = [
    `Measured by \`npm run bench -- --keep\` on ${measuredOn}, in one run of ${seconds} seconds: Node ${node}, ${platform},`,
    `${processors} processors (${processor}). Milliseconds are those of that machine; what carries over are the ratios, whose`,
    "sides took turns in the same run. `npm run bench` measures the same on yours, and ends with exit code 1 if a promise",
    "is missed.",
  ].join("\n");
  const head = "<!-- Written by `npm run docs` from bench/results.json, which `npm run bench -- --keep` writes. -->";
  return `${[head, "# How fast it is", introduction, ...results.benchmarks.flatMap(section)].join("\n\n")}\n`;
}

function section({ name, title, about, results }: BenchmarkResults): string[] {
  const figures = results.filter((result) => result.kind === "figure");
  return [
    `## ${title}`,
    about,
    `Alone: \`npm run bench ${name}\`.`,
    ...(figures.length === 0 ? [] : [figuresTable(figures)]),
    ...results.filter((result) => result.kind !== "figure").flatMap(block),
  ];
}

function figuresTable(figures: readonly Extract<Result, { kind: "figure" }>[]): string {
  return table(
    ["what", "measured", "promised"],
    figures.map((figure) => [figure.name, figureOf(figure.value, figure.unit), promised(figure)]),
  );
}

function block(result: Exclude<Result, { kind: "figure" }>): string[] {
  switch (result.kind) {
    case "comparison":
      return [
        caption(result, result.name),
        table(
          ["side by side", "measured", "the first is"],
          result.sides.map((side, at) => [
            side.name,
            figureOf(side.value, result.unit),
            at === 0 ? "" : `${figureOf(timesAsFast(result, side), "")} times as fast`,
          ]),
        ),
      ];
    case "growth":
      return [
        caption(result, result.name),
        table(
          [result.of, "measured", "against the first"],
          result.points.map((point) => [
            point.at.toLocaleString("en-GB"),
            figureOf(point.value, result.unit),
            `${figureOf(timesTheFirst(result, point), "")} times`,
          ]),
        ),
      ];
    case "unmeasured":
      return [`_${result.name}_ was not measured: ${result.because}.`];
  }
}

function caption(result: Result, name: string): string {
  const promise = promised(result);
  return `**${name.charAt(0).toUpperCase()}${name.slice(1)}**${promise === "" ? "" : `; promised: ${promise}`}`;
}

function promised(result: Result): string {
  const promise = promiseOf(result);
  return promise === undefined ? "" : `${promise.words}: ${promise.met ? "met" : "**missed**"}`;
}
