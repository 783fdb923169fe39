import { openSmartcard, readSeries8Layout } from "../../client/index.ts";
import type { CardConnection } from "../../iso7816/index.ts";
import type { ApduResult } from "./apdu-result.ts";
import type { RunOptions } from "./run-case.ts";
import type { ApduCase, ApduScript } from "./script.ts";
import { readScripts, runCases } from "./suite.ts";
import type { CardUnderTest } from "./case-variables.ts";

/** The cases for series 8 cards, in the order of their files. */
export const series8Scripts: readonly ApduScript[] = readScripts("series8");

export const series8Cases: readonly ApduCase[] = series8Scripts.flatMap(({ cases }) => cases);

/**
 * What the cases have to know of a series 8 card, as far as it says so itself. Rejects with CARD_UNRECOGNISED if the client
 * knows no such card, and with a RangeError if it is a card of another series.
 */
export async function series8UnderTest(connection: CardConnection): Promise<Pick<CardUnderTest, "keys" | "layout">> {
  const { series, driver } = await openSmartcard(connection);
  if (series !== 8)
    throw new RangeError(`the suite is for series 8 cards, and this is a ${driver} card of series ${series}`);
  const layout = await readSeries8Layout(connection);
  const there = Object.entries(layout.credentials).map(([purpose]) => [purpose, "rsa-2048"] as const);
  return { layout, keys: Object.fromEntries(there) };
}

/** Puts a series 8 card through all cases; see {@link runCases}. */
export function runSeries8Suite(
  connect: () => Promise<CardConnection>,
  card: CardUnderTest,
  options: RunOptions = {},
): AsyncGenerator<ApduResult> {
  return runCases(series8Cases, connect, card, options);
}
