import { z } from "zod";
import { readDataFile } from "../../foundation/data-file.ts";
import { keyOf, type ScenarioResult } from "./scenario-result.ts";
import { type Verdict, verdicts } from "./verdict.ts";

const expectationSchema = z.strictObject({
  /** The verdict that is expected. An error never is: it says that nothing could be judged. */
  verdict: z.enum(verdicts).exclude(["error", "passed"]),
  reason: z.string().min(1),
  /** The last day on which it is expected (UTC). */
  expires: z.iso.date().optional(),
});

const expectationsSchema = z.record(z.string().regex(/^[A-Z][A-Z0-9-]*-\d{2,}(\[.+\])?$/), expectationSchema);

/** Expected verdicts other than passed, by scenario id or by `id[example row]`. */
export type Expectations = z.infer<typeof expectationsSchema>;
export type Expectation = z.infer<typeof expectationSchema>;

/** Reads a file of expected outcomes. Throws DATA_FILE_INVALID naming the field. */
export function loadExpectations(file: string): Expectations {
  return readDataFile(file, expectationsSchema);
}

/** A result, whether it was to be expected, and the expectation that says so. */
export interface Judgement {
  readonly result: ScenarioResult;
  readonly expected: boolean;
  readonly expectation?: Expectation;
}

/** Holds results against what is expected: without an expectation that is anything but failed and error. */
export function judge(results: readonly ScenarioResult[], expectations: Expectations, today: Date): Judgement[] {
  return results.map((result) => {
    const expectation = expectations[keyOf(result)] ?? expectations[result.id];
    if (expectation === undefined || hasExpired(expectation, today)) {
      return { result, expected: isAcceptable(result.verdict) };
    }
    return { result, expected: result.verdict === expectation.verdict, expectation };
  });
}

/** Ids of expectations that no result answers to, such as mistyped ones. */
export function unusedExpectations(results: readonly ScenarioResult[], expectations: Expectations): string[] {
  const used = new Set(results.flatMap((result) => [keyOf(result), result.id]));
  return Object.keys(expectations).filter((key) => !used.has(key));
}

/** The entry to paste into the file of expected outcomes to accept a failure from now on. */
export function entryFor({ id, example, verdict, reason }: ScenarioResult): string {
  const [firstLine = ""] = (reason ?? "").split("\n");
  const entry = { verdict, reason: firstLine || "say why this is accepted" };
  return `${JSON.stringify(keyOf({ id, example }))}: ${JSON.stringify(entry)}`;
}

function isAcceptable(verdict: Verdict): boolean {
  return verdict !== "error" && verdict !== "failed";
}

function hasExpired({ expires }: Expectation, today: Date): boolean {
  return expires !== undefined && today.toISOString().slice(0, 10) > expires;
}
