import type { Judgement } from "./judgement.ts";
import { wasJudged } from "./verdict.ts";

/** What the process says of the run as a whole. */
export const exitCodes = {
  asExpected: 0,
  unexpectedVerdicts: 1,
  usage: 2,
  environmentNotReady: 3,
  targetUnreachable: 4,
  nothingRan: 5,
  cardNotRestored: 6,
  targetNotReady: 7,
  /** A person, a card, CIS2 or a relying party refused what a command asked for. No verdict came of it. */
  refused: 8,
  internal: 70,
  /** The system refused to write or read: a full disk, missing rights, a closed pipe. EX_IOERR of sysexits.h. */
  ioFailed: 74,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export function exitCodeOf(judgements: readonly Judgement[]): ExitCode {
  if (!judgements.some(({ result }) => wasJudged(result.verdict))) return exitCodes.nothingRan;
  return judgements.every(({ expected }) => expected) ? exitCodes.asExpected : exitCodes.unexpectedVerdicts;
}
