import { writeFile } from "node:fs/promises";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { replaceFile } from "../../foundation/place-file.ts";
import { toHex } from "../../iso7816/index.ts";
import { type CardTrace, findExchangeWithPasscode } from "../../virtual-card/index.ts";
import { keyOf, type ScenarioResult } from "../verdicts/scenario-result.ts";
import type { RealCardRun } from "./real-card-run.ts";

export interface RecordedRun {
  readonly testkit: string;
  readonly startedAt: Date;
  readonly tags: string | undefined;
  readonly results: readonly ScenarioResult[];
}

/** Writes the trace of a finished run. Rejects with TRACE_HOLDS_PASSCODE, and then keeps nothing. */
export async function writeTrace(
  file: string,
  { card, seed, recorder }: Pick<RealCardRun, "card" | "seed" | "recorder">,
  run: RecordedRun,
): Promise<void> {
  const exchanges = recorder?.exchanges ?? [];
  for (const secret of [card.passcode, card.puk]) {
    const exchange = secret === undefined ? undefined : findExchangeWithPasscode(exchanges, secret);
    if (exchange !== undefined) throw new TestkitError("TRACE_HOLDS_PASSCODE", { exchange });
  }
  const { serial, series } = card.toAdopt;
  const trace: CardTrace = {
    format: "cis2-testkit card trace",
    version: 1,
    testkit: run.testkit,
    recordedAt: run.startedAt.toISOString(),
    seed,
    card: { atr: toHex(card.atr), series, serial },
    tags: run.tags,
    allowDestructive: card.allowDestructive,
    withPuk: card.puk !== undefined,
    verdicts: Object.fromEntries(run.results.map((result) => [keyOf(result), result.verdict])),
    exchanges: [...exchanges],
  };
  const unfinished = `${file}.unfinished`;
  await writeFile(unfinished, `${JSON.stringify(trace, null, 1)}\n`);
  replaceFile(unfinished, file);
}

/** A scenario that a replay judges otherwise than the recording did. */
export interface ChangedVerdict {
  readonly scenario: string;
  readonly recorded: string;
  readonly replayed: string;
}

/** Holds the verdicts of a replay against the recorded ones, of the scenarios that were replayed. */
export function changedVerdicts({ verdicts }: CardTrace, results: readonly ScenarioResult[]): ChangedVerdict[] {
  return results.flatMap((result) => {
    const scenario = keyOf(result);
    const recorded = verdicts[scenario] ?? "not recorded";
    return recorded === result.verdict ? [] : [{ scenario, recorded, replayed: result.verdict }];
  });
}
