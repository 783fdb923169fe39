import {
  type Exception,
  type Feature,
  type Pickle,
  type StepDefinition,
  type TestCase,
  type TestStepResult,
  TestStepResultStatus,
} from "@cucumber/messages";
import { exampleOf, stepLines } from "./feature-source.ts";
import { plainReason } from "./plain-reason.ts";
import type { Remark } from "./remark.ts";
import type { Evidence, ScenarioResult } from "./scenario-result.ts";
import { type Verdict, worst } from "./verdict.ts";

/** One run of a scenario, as far as it has gone. */
export interface Attempt {
  readonly testCase: TestCase;
  readonly pickle: Pickle;
  readonly startedMs: number;
  readonly results: Map<string, TestStepResult>;
  readonly remarks: Remark[];
  readonly evidence: Evidence[];
}

/** Where the sentences of a scenario come from. */
interface Sources {
  readonly feature: Feature | undefined;
  readonly definitions: ReadonlyMap<string, StepDefinition>;
}

/** What an attempt came to. */
export function resultOf(attempt: Attempt, sources: Sources, durationMs: number): ScenarioResult {
  const { pickle, results, remarks, evidence } = attempt;
  const broken = whatBroke([...results.values()]);
  const [remark] = remarks;
  const verdict =
    broken === undefined ? (worst(remarks.map((one) => one.verdict)) ?? "passed") : verdictOf(broken, remark);
  const reason =
    remarks.find((one) => one.verdict === verdict)?.reason ?? (broken && reasonOf(broken, stepTextOf(attempt, broken)));
  const example = sources.feature && exampleOf(pickle, sources.feature);
  return {
    id: tagged(pickle, "@id:")[0] ?? "(no id)",
    ...(example === undefined ? {} : { example }),
    name: pickle.name,
    feature: sources.feature?.name ?? pickle.uri,
    location: { file: portablePath(pickle.uri), line: pickle.location?.line ?? 0 },
    requirements: tagged(pickle, "@req:"),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    steps: stepsOf(attempt, sources),
    evidence,
    durationMs,
  };
}

/** A failing hook takes precedence over a skipped step. */
function whatBroke(results: readonly TestStepResult[]): TestStepResult | undefined {
  const notPassed = results.filter(({ status }) => status !== TestStepResultStatus.PASSED);
  return notPassed.find(({ status }) => status !== TestStepResultStatus.SKIPPED) ?? notPassed[0];
}

function tagged(pickle: Pickle, prefix: string): string[] {
  return pickle.tags.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name.slice(prefix.length));
}

function stepsOf({ testCase, pickle, results }: Attempt, { feature, definitions }: Sources): ScenarioResult["steps"] {
  const lines = feature && stepLines(feature);
  return testCase.testSteps.flatMap(({ id, pickleStepId, stepDefinitionIds = [] }) => {
    const step = pickle.steps.find((one) => one.id === pickleStepId);
    if (!step) return [];
    const status = (results.get(id)?.status ?? "UNKNOWN").toLowerCase() as ScenarioResult["steps"][number]["status"];
    const line = lines?.get(step.astNodeIds[0] ?? "");
    const definition = placeOf(definitions.get(stepDefinitionIds[0] ?? ""));
    return [{ text: step.text, status, ...(line && { line }), ...(definition && { definition }) }];
  });
}

function placeOf(definition: StepDefinition | undefined): ScenarioResult["location"] | undefined {
  const { uri: file, location } = definition?.sourceReference ?? {};
  return file === undefined || location === undefined ? undefined : { file: portablePath(file), line: location.line };
}

/** With the same separators on every system: reports of several are merged and compared. */
function portablePath(path: string): string {
  return path.replaceAll("\\", "/");
}

function verdictOf({ status, exception }: TestStepResult, remark: Remark | undefined): Verdict {
  switch (status) {
    case TestStepResultStatus.SKIPPED:
      return remark === undefined || remark.verdict === "warning" ? "skipped" : remark.verdict;
    case TestStepResultStatus.FAILED:
      return isAssertion(exception) ? "failed" : "error";
    default:
      return "error";
  }
}

function isAssertion(exception: Exception | undefined): boolean {
  return exception?.type === "AssertionError";
}

function reasonOf({ status, message, exception }: TestStepResult, step: string | undefined): string {
  const text = exception?.message ?? message ?? `the step was ${status.toLowerCase()}`;
  return isAssertion(exception) ? plainReason(text, step) : text;
}

function stepTextOf({ testCase, pickle, results }: Attempt, broken: TestStepResult): string | undefined {
  const [id] = [...results].find(([, result]) => result === broken) ?? [];
  const { pickleStepId } = testCase.testSteps.find((step) => step.id === id) ?? {};
  return pickle.steps.find((step) => step.id === pickleStepId)?.text;
}
