import { isUnexpected, type ScenarioResult } from "./verdict.ts";

/** What the process says of the run as a whole. */
export const exitCodes = {
  asExpected: 0,
  unexpectedVerdicts: 1,
  usage: 2,
  environmentNotReady: 3,
  targetUnreachable: 4,
  nothingRan: 5,
  internal: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export function exitCodeOf(results: readonly ScenarioResult[]): ExitCode {
  const ran = results.filter(({ verdict }) => verdict !== "skipped" && verdict !== "not applicable");
  if (ran.length === 0) return exitCodes.nothingRan;
  return ran.some(({ verdict }) => isUnexpected(verdict)) ? exitCodes.unexpectedVerdicts : exitCodes.asExpected;
}
