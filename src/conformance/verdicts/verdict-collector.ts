import {
  type Envelope,
  type Exception,
  type Feature,
  type Pickle,
  type TestStepResult,
  TestStepResultStatus,
  TimeConversion,
} from "@cucumber/messages";
import type { ScenarioResult, Verdict } from "./verdict.ts";

interface Attempt {
  readonly pickle: Pickle;
  readonly startedMs: number;
  readonly steps: TestStepResult[];
}

/** Turns the message stream of a run into one result a scenario, the last attempt counting where one was retried. */
export class VerdictCollector {
  readonly results: ScenarioResult[] = [];
  readonly #features = new Map<string, Feature>();
  readonly #pickles = new Map<string, Pickle>();
  readonly #pickleOfTestCase = new Map<string, Pickle>();
  readonly #attempts = new Map<string, Attempt>();

  /** Takes the next message; returns the result when the message ends a scenario. */
  take(envelope: Envelope): ScenarioResult | undefined {
    const { gherkinDocument, pickle, testCase, testCaseStarted, testStepFinished, testCaseFinished } = envelope;
    if (gherkinDocument?.uri !== undefined && gherkinDocument.feature) {
      this.#features.set(gherkinDocument.uri, gherkinDocument.feature);
    }
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testCase) {
      const of = this.#pickles.get(testCase.pickleId);
      if (of) this.#pickleOfTestCase.set(testCase.id, of);
    }
    if (testCaseStarted) {
      const of = this.#pickleOfTestCase.get(testCaseStarted.testCaseId);
      const startedMs = TimeConversion.timestampToMillisecondsSinceEpoch(testCaseStarted.timestamp);
      if (of) this.#attempts.set(testCaseStarted.id, { pickle: of, startedMs, steps: [] });
    }
    if (testStepFinished) {
      this.#attempts.get(testStepFinished.testCaseStartedId)?.steps.push(testStepFinished.testStepResult);
    }
    if (testCaseFinished && !testCaseFinished.willBeRetried) {
      const attempt = this.#attempts.get(testCaseFinished.testCaseStartedId);
      if (attempt) {
        const endedMs = TimeConversion.timestampToMillisecondsSinceEpoch(testCaseFinished.timestamp);
        const result = this.#resultOf(attempt, endedMs - attempt.startedMs);
        this.results.push(result);
        return result;
      }
    }
    return undefined;
  }

  #resultOf({ pickle, steps }: Attempt, durationMs: number): ScenarioResult {
    const worstStep = steps.find(({ status }) => status !== TestStepResultStatus.PASSED);
    const verdict = worstStep === undefined ? "passed" : verdictOf(worstStep);
    const reason = worstStep === undefined ? undefined : reasonOf(worstStep);
    return {
      id: tagged(pickle, "@id:")[0] ?? "(no id)",
      name: pickle.name,
      feature: this.#features.get(pickle.uri)?.name ?? pickle.uri,
      location: { file: pickle.uri, line: pickle.location?.line ?? 0 },
      requirements: tagged(pickle, "@req:"),
      verdict,
      ...(reason === undefined ? {} : { reason }),
      durationMs,
    };
  }
}

function tagged(pickle: Pickle, prefix: string): string[] {
  return pickle.tags.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name.slice(prefix.length));
}

function verdictOf({ status, exception }: TestStepResult): Verdict {
  switch (status) {
    case TestStepResultStatus.PASSED:
      return "passed";
    case TestStepResultStatus.SKIPPED:
      return "skipped";
    case TestStepResultStatus.FAILED:
      return isAssertion(exception) ? "failed" : "error";
    default:
      return "error";
  }
}

function isAssertion(exception: Exception | undefined): boolean {
  return exception?.type === "AssertionError";
}

function reasonOf({ status, message, exception }: TestStepResult): string {
  return exception?.message ?? message ?? `the step was ${status.toLowerCase()}`;
}
