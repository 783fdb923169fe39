import type { CardConnection } from "../../iso7816/index.ts";
import type { ApduResult } from "./apdu-result.ts";
import type { RunOptions } from "./run-case.ts";
import type { ApduCase, ApduScript } from "./script.ts";
import { readScripts, runCases } from "./suite.ts";
import type { CardUnderTest } from "./case-variables.ts";

/** The cases for PIV cards, in the order of their files. */
export const pivScripts: readonly ApduScript[] = readScripts("piv");

export const pivCases: readonly ApduCase[] = pivScripts.flatMap(({ cases }) => cases);

/** Puts a PIV card through all cases; see {@link runCases}. */
export function runPivSuite(
  connect: () => Promise<CardConnection>,
  card: CardUnderTest,
  options: RunOptions = {},
): AsyncGenerator<ApduResult> {
  return runCases(pivCases, connect, card, options);
}
