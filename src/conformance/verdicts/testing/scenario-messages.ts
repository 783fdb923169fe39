import assert from "node:assert/strict";
import type { Envelope } from "@cucumber/messages";
import { VerdictCollector } from "../verdict-collector.ts";

export const at = (seconds: number) => ({ seconds, nanos: 0 });
const row = { id: "row", cells: [{ value: "piv" }, { value: "two words" }] };
const outline = {
  scenario: {
    steps: [
      { id: "line 3", location: { line: 3 } },
      { id: "line 4", location: { line: 4 } },
    ],
    examples: [{ tableBody: [{ id: "other row", cells: [] }, row] }],
  },
};
const definition = { id: "d", sourceReference: { uri: "step-definitions/a.steps.ts", location: { line: 12 } } };
const pickle = {
  id: "p",
  uri: "features/a.feature",
  name: "a scenario",
  location: { line: 7, column: 1 },
  tags: [{ name: "@id:A-01" }, { name: "@req:NHS-01" }, { name: "@req:NHS-02" }],
  astNodeIds: ["scenario", "row"],
  steps: [
    { id: "step 1", text: "a card is in the reader", astNodeIds: ["line 3"] },
    { id: "step 2", text: "the person signs in", astNodeIds: ["line 4", "row"] },
  ],
};

/** The messages of one scenario: a hook, then its two steps with these results. */
export function run(results: object[], attachments: object[] = []): Envelope[] {
  const testSteps = [
    { id: "hook" },
    { id: "t1", pickleStepId: "step 1", stepDefinitionIds: ["d"] },
    { id: "t2", pickleStepId: "step 2", stepDefinitionIds: [] },
  ];
  const finished = results.map((testStepResult, index) => ({
    testStepFinished: { testCaseStartedId: "s", testStepId: testSteps[index + 1]?.id, testStepResult },
  }));
  return [
    { gherkinDocument: { uri: "features/a.feature", feature: { name: "A feature", children: [outline] } } },
    { stepDefinition: definition },
    { pickle },
    { testCase: { id: "c", pickleId: "p", testSteps } },
    { testCaseStarted: { id: "s", testCaseId: "c", timestamp: at(1) } },
    ...attachments.map((attachment) => ({ attachment: { testCaseStartedId: "s", ...attachment } })),
    ...finished,
    { testCaseFinished: { testCaseStartedId: "s", timestamp: at(3), willBeRetried: false } },
  ] as unknown as Envelope[];
}

/** What the collector makes of such a scenario. */
export function resultOf(results: object[], attachments: object[] = []) {
  const collector = new VerdictCollector();
  const given = run(results, attachments).map((envelope) => collector.take(envelope));
  assert.deepEqual(given.filter(Boolean), collector.results);
  return collector.results[0];
}
