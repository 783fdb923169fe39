import { figureOf, promiseAgainst, promisesOf, ratioTo, timesTheFirst, type Promised } from "./ratios.ts";
import type { Result } from "./results.ts";

/** A result as lines for a terminal. */
export function formatResult(result: Result): readonly string[] {
  switch (result.kind) {
    case "figure":
      return [`${line(result.name, figureOf(result.value, result.unit))}${verdict(promisesOf(result))}`];
    case "comparison":
      return [
        `${result.name} (${result.better} is better)`,
        ...result.sides.map((side, at) => {
          const measured = line(`  ${side.name}`, figureOf(side.value, result.unit));
          if (at === 0) return measured;
          const promise = promiseAgainst(result, side);
          return `${measured}  ours is ${figureOf(ratioTo(result, side), "")} times it${verdict(promise ? [promise] : [])}`;
        }),
      ];
    case "growth":
      return [
        `${result.name}, by ${result.of}${verdict(promisesOf(result))}`,
        ...result.points.map((point) => {
          const ratio = `  ${figureOf(timesTheFirst(result, point), "")} times the first`;
          return `${line(`  ${point.at.toLocaleString("en-GB")}`, figureOf(point.value, result.unit))}${ratio}`;
        }),
      ];
    case "unmeasured":
      return [`${result.name}: NOT MEASURED, ${result.because}`];
  }
}

function verdict(promises: readonly Promised[]): string {
  return promises.map(({ words, met }) => `  ${words}: ${met ? "met" : "MISSED"}`).join("");
}

function line(name: string, value: string): string {
  return `${name.padEnd(60)} ${value.padStart(14)}`;
}
