import type { CardConnection } from "../../iso7816/index.ts";
import { KnownSecrets } from "../secrets/known-secrets.ts";
import { type ApduResult, sourceOf } from "./apdu-result.ts";
import { targetsOf } from "./case-commands.ts";
import { type CaseJournal, noJournal } from "./case-journal.ts";
import { CaseSession, type SessionOptions, type StepFindings } from "./case-session.ts";
import { type CardUnderTest, secretsOf } from "./case-variables.ts";
import { whyNotRun } from "./preconditions.ts";
import { isRefusedByGuard, removeObjects, restoreSecrets } from "./restore-card.ts";
import type { ApduCase, ApduEffect } from "./script.ts";

export interface RunOptions {
  /** What may be done to the card. Default: only reading. */
  readonly allowed?: readonly ApduEffect[];
  /** Where progress is kept for the case that this process is killed. Default: nowhere. */
  readonly journal?: CaseJournal;
}

/** Carries out one case on a connected card, whichever it is, and brings the card back to where it was. */
export async function runCase(
  connection: CardConnection,
  test: ApduCase,
  card: CardUnderTest,
  { allowed = ["reads"], journal = noJournal }: RunOptions = {},
): Promise<ApduResult> {
  const { id, title, clause } = test;
  const result = { id, title, clause };
  const options = { card, test, journal, secrets: new KnownSecrets(secretsOf(card)) };
  const outcome = await inTransaction(connection, async () => {
    const reason = await whyNotRun(connection, options, allowed);
    return reason ?? carryOut(new CaseSession(connection, options), options);
  });
  if ("verdict" in outcome) return { ...result, ...outcome };
  const { wrong, left, warnings, keptBack } = outcome;
  const besides = left === undefined ? undefined : `the testkit could not restore the card: ${left}`;
  const source = sourceOf(test);
  if (wrong !== undefined || besides !== undefined) {
    const reason = [wrong && `${wrong}; ${source}`, besides].filter((text) => text !== undefined).join("; besides, ");
    return { ...result, verdict: "failed", reason, ...(left === undefined ? {} : { notRestored: left }) };
  }
  if (outcome.unsupported !== undefined) return { ...result, verdict: "not-applicable", reason: outcome.unsupported };
  if (keptBack !== undefined) return { ...result, verdict: "skipped", reason: keptBack };
  if (warnings.length === 0) return { ...result, verdict: "passed" };
  return { ...result, verdict: "warning", reason: warnings.join("; ") };
}

/** What came of the work counts even if the transaction cannot be ended, because the card is gone. */
async function inTransaction<T extends object>(connection: CardConnection, work: () => Promise<T>): Promise<T> {
  let outcome: T | undefined;
  try {
    return await connection.transaction(async () => (outcome = await work()));
  } catch (error) {
    if (outcome === undefined) throw error;
    return outcome;
  }
}

interface CaseOutcome extends StepFindings {
  /** How the card still differs from before. */
  readonly left?: string | undefined;
  /** What the guard of a real card kept back. */
  readonly keptBack?: string | undefined;
}

async function carryOut(session: CaseSession, options: SessionOptions): Promise<CaseOutcome> {
  let findings: CaseOutcome = { warnings: [] };
  let failure: Error | undefined;
  try {
    const wrong = await session.begin();
    findings = wrong === undefined ? await session.run(options.test.steps) : { wrong, warnings: [] };
  } catch (error) {
    if (isRefusedByGuard(error)) findings = { warnings: [], keptBack: error.message };
    else failure = error instanceof Error ? error : new Error(String(error));
  }
  const left = await restore(session, options);
  if (failure !== undefined && left === undefined) throw failure;
  if (failure !== undefined) return { wrong: failure.message, warnings: [], left };
  return { ...findings, left };
}

/** Undoes what the card accepted. Resolves to how it still differs, as text. */
async function restore(
  session: CaseSession,
  { card, test, secrets, journal }: SessionOptions,
): Promise<string | undefined> {
  if (!session.touched) {
    await session.forget();
    return undefined;
  }
  const pukTouched = session.pukTouched;
  await session.beginRestoring();
  try {
    const begun = await session.begin();
    if (begun !== undefined) return begun;
    const { connection } = session;
    const left =
      (await restoreSecrets({ connection, card, secrets }, pukTouched)) ??
      (await removeObjects({ connection, card }, targetsOf(test.steps).objects));
    if (left === undefined) await journal.clear();
    return left;
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
