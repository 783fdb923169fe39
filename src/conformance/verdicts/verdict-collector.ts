import {
  type Attachment,
  AttachmentContentEncoding,
  type Envelope,
  type GherkinDocument,
  type Pickle,
  type StepDefinition,
  type TestCase,
  TimeConversion,
} from "@cucumber/messages";
import { type Attempt, resultOf } from "./attempt.ts";
import { isRemark, remarkMediaType } from "./remark.ts";
import type { ScenarioResult } from "./scenario-result.ts";

/** Turns the message stream of a run into one result a scenario, the last attempt counting if one was retried. */
export class VerdictCollector {
  readonly results: ScenarioResult[] = [];
  readonly #documents = new Map<string, GherkinDocument>();
  readonly #pickles = new Map<string, Pickle>();
  readonly #testCases = new Map<string, TestCase>();
  readonly #definitions = new Map<string, StepDefinition>();
  readonly #attempts = new Map<string, Attempt>();

  /** Takes the next message; returns the result when the message ends a scenario. */
  take(envelope: Envelope): ScenarioResult | undefined {
    const { gherkinDocument, pickle, stepDefinition, testCase } = envelope;
    const { testCaseStarted, testStepFinished, attachment } = envelope;
    if (gherkinDocument?.uri !== undefined) this.#documents.set(gherkinDocument.uri, gherkinDocument);
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (stepDefinition) this.#definitions.set(stepDefinition.id, stepDefinition);
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
    const { feature } = document ?? {};
    const result = resultOf(attempt, { feature, definitions: this.#definitions }, endedMs - attempt.startedMs);
    this.results.push(result);
    return result;
  }
}
