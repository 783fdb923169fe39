import {
  type Attachment,
  AttachmentContentEncoding,
  type Envelope,
  type Exception,
  type Feature,
  type GherkinDocument,
  type Pickle,
  type TestCase,
  type TestStepResult,
  TestStepResultStatus,
  TimeConversion,
} from "@cucumber/messages";
import type { Evidence, ScenarioResult } from "./scenario-result.ts";
import { isRemark, type Remark, remarkMediaType } from "./remark.ts";
import { type Verdict, worst } from "./verdict.ts";

interface Attempt {
  readonly testCase: TestCase;
  readonly pickle: Pickle;
  readonly startedMs: number;
  readonly results: Map<string, TestStepResult>;
  readonly remarks: Remark[];
  readonly evidence: Evidence[];
}

/** Turns the message stream of a run into one result a scenario, the last attempt counting where one was retried. */
export class VerdictCollector {
  readonly results: ScenarioResult[] = [];
  readonly #documents = new Map<string, GherkinDocument>();
  readonly #pickles = new Map<string, Pickle>();
  readonly #testCases = new Map<string, TestCase>();
  readonly #attempts = new Map<string, Attempt>();

  /** Takes the next message; returns the result when the message ends a scenario. */
  take(envelope: Envelope): ScenarioResult | undefined {
    const { gherkinDocument, pickle, testCase, testCaseStarted, testStepFinished, attachment } = envelope;
    if (gherkinDocument?.uri !== undefined) this.#documents.set(gherkinDocument.uri, gherkinDocument);
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testCase) this.#testCases.set(testCase.id, testCase);
    if (testCaseStarted) {
      const started = this.#testCases.get(testCaseStarted.testCaseId);
      const of = this.#pickles.get(started?.pickleId ?? "");
      const startedMs = TimeConversion.timestampToMillisecondsSinceEpoch(testCaseStarted.timestamp);
      if (started && of) {
        const attempt = { testCase: started, pickle: of, startedMs, results: new Map(), remarks: [], evidence: [] };
        this.#attempts.set(testCaseStarted.id, attempt);
      }
    }
    if (testStepFinished) {
      const { testCaseStartedId, testStepId, testStepResult } = testStepFinished;
      this.#attempts.get(testCaseStartedId)?.results.set(testStepId, testStepResult);
    }
    if (attachment?.testCaseStartedId !== undefined) this.#attach(attachment.testCaseStartedId, attachment);
    return this.#finish(envelope);
  }

  #attach(testCaseStartedId: string, attachment: Attachment): void {
    const attempt = this.#attempts.get(testCaseStartedId);
    if (!attempt) return;
    const { mediaType, body, contentEncoding, fileName } = attachment;
    if (mediaType === remarkMediaType) {
      const remark: unknown = JSON.parse(body);
      if (isRemark(remark)) attempt.remarks.push(remark);
      return;
    }
    const isText = contentEncoding === AttachmentContentEncoding.BASE64 && mediaType.startsWith("text/");
    const text = isText ? Buffer.from(body, "base64").toString("utf8") : body;
    attempt.evidence.push({ title: fileName ?? mediaType, mediaType, body: text });
  }

  #finish({ testCaseFinished }: Envelope): ScenarioResult | undefined {
    if (!testCaseFinished || testCaseFinished.willBeRetried) return undefined;
    const attempt = this.#attempts.get(testCaseFinished.testCaseStartedId);
    if (!attempt) return undefined;
    const endedMs = TimeConversion.timestampToMillisecondsSinceEpoch(testCaseFinished.timestamp);
    const document = this.#documents.get(attempt.pickle.uri);
    const result = resultOf(attempt, document?.feature, endedMs - attempt.startedMs);
    this.results.push(result);
    return result;
  }
}

function resultOf(attempt: Attempt, feature: Feature | undefined, durationMs: number): ScenarioResult {
  const { pickle, results, remarks, evidence, testCase } = attempt;
  const broken = [...results.values()].find(({ status }) => status !== TestStepResultStatus.PASSED);
  const [remark] = remarks;
  const verdict =
    broken === undefined ? (worst(remarks.map((one) => one.verdict)) ?? "passed") : verdictOf(broken, remark);
  const reason = remarks.find((one) => one.verdict === verdict)?.reason ?? (broken && reasonOf(broken));
  const example = feature && exampleOf(pickle, feature);
  return {
    id: tagged(pickle, "@id:")[0] ?? "(no id)",
    ...(example === undefined ? {} : { example }),
    name: pickle.name,
    feature: feature?.name ?? pickle.uri,
    location: { file: pickle.uri, line: pickle.location?.line ?? 0 },
    requirements: tagged(pickle, "@req:"),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    steps: stepsOf(testCase, pickle, results),
    evidence,
    durationMs,
  };
}

function tagged(pickle: Pickle, prefix: string): string[] {
  return pickle.tags.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name.slice(prefix.length));
}

/** The cells of the example row a pickle was made from; undefined where it comes from no outline. */
function exampleOf({ astNodeIds }: Pickle, { children }: Feature): string | undefined {
  const rows = children
    .flatMap(({ scenario, rule }) => [scenario, ...(rule?.children ?? []).map((child) => child.scenario)])
    .flatMap((scenario) => scenario?.examples ?? [])
    .flatMap(({ tableBody }) => tableBody);
  return rows
    .find(({ id }) => astNodeIds.includes(id))
    ?.cells.map(({ value }) => value)
    .join(", ");
}

function stepsOf(testCase: TestCase, pickle: Pickle, results: Attempt["results"]): ScenarioResult["steps"] {
  return testCase.testSteps.flatMap(({ id, pickleStepId }) => {
    const step = pickle.steps.find((one) => one.id === pickleStepId);
    if (!step) return [];
    const status = (results.get(id)?.status ?? "UNKNOWN").toLowerCase() as ScenarioResult["steps"][number]["status"];
    return [{ text: step.text, status }];
  });
}

function verdictOf({ status, exception }: TestStepResult, remark: Remark | undefined): Verdict {
  switch (status) {
    case TestStepResultStatus.SKIPPED:
      return remark?.verdict === "not applicable" ? "not applicable" : "skipped";
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
