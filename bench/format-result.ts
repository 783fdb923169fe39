import { figureOf, promiseOf, timesAsFast, timesTheFirst, type Result } from "./results.ts";

/** A result as lines for a terminal. */
export function formatResult(result: Result): readonly string[] {
  const promise = promiseOf(result);
  const verdict = promise === undefined ? "" : `  ${promise.words}: ${promise.met ? "met" : "MISSED"}`;
  switch (result.kind) {
    case "figure":
      return [`${line(result.name, figureOf(result.value, result.unit))}${verdict}`];
    case "comparison":
      return [
        `${result.name}${verdict}`,
        ...result.sides.map((side, at) => {
          const ratio = at === 0 ? "" : `  ours ${figureOf(timesAsFast(result, side), "")} times as fast`;
          return `${line(`  ${side.name}`, figureOf(side.value, result.unit))}${ratio}`;
        }),
      ];
    case "growth":
      return [
        `${result.name}, by ${result.of}${verdict}`,
        ...result.points.map((point) => {
          const ratio = `  ${figureOf(timesTheFirst(result, point), "")} times the first`;
          return `${line(`  ${point.at.toLocaleString("en-GB")}`, figureOf(point.value, result.unit))}${ratio}`;
        }),
      ];
    case "unmeasured":
      return [`${result.name}: not measured, ${result.because}`];
  }
}

function line(name: string, value: string): string {
  return `${name.padEnd(60)} ${value.padStart(14)}`;
}
