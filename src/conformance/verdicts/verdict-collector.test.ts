import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Envelope, Feature } from "@cucumber/messages";
import { stepLines } from "./feature-source.ts";
import { remarkMediaType } from "./remark.ts";
import { keyOf, scenarioResultSchema } from "./scenario-result.ts";
import { at, resultOf, run } from "./testing/scenario-messages.ts";
import { VerdictCollector } from "./verdict-collector.ts";

const passed = { status: "PASSED" };
const skipped = { status: "SKIPPED" };

it("gives a result that its schema takes, whatever came of a step", () => {
  for (const status of ["passed", "failed", "skipped", "pending", "undefined", "ambiguous", "unknown"]) {
    const result = resultOf([{ status: status.toUpperCase() }, passed]) ?? assert.fail();
    assert.equal(scenarioResultSchema.parse(result).steps[0]?.status, status);
  }
  for (const verdict of ["error", "failed", "warning", "review", "skipped", "not applicable", "passed"]) {
    assert.equal(scenarioResultSchema.parse({ ...resultOf([passed, passed]), verdict }).verdict, verdict);
  }
});

it("is called by its id, and by its example row where it has one", () => {
  assert.equal(keyOf({ id: "A-01" }), "A-01");
  assert.equal(keyOf({ id: "A-01", example: "piv" }), "A-01[piv]");
});

it("takes a remark by the media type that reports and other runners know", () => {
  assert.equal(remarkMediaType, "application/vnd.cis2-testkit.remark+json");
});

it("says what ran, where it stands, what it tests, and how each step went", () => {
  assert.deepEqual(resultOf([passed, passed]), {
    id: "A-01",
    example: "piv, two words",
    name: "a scenario",
    feature: "A feature",
    location: { file: "features/a.feature", line: 7 },
    requirements: ["NHS-01", "NHS-02"],
    verdict: "passed",
    steps: [
      {
        text: "a card is in the reader",
        status: "passed",
        line: 3,
        definition: { file: "step-definitions/a.steps.ts", line: 12 },
      },
      { text: "the person signs in", status: "passed", line: 4 },
    ],
    evidence: [],
    durationMs: 2000,
  });
});

describe("the verdict", () => {
  it("has the same paths on Windows as on Linux", () => {
    const windows = (text: string) => text.replaceAll(/(features|step-definitions)\//g, "$1\\\\");
    const collector = new VerdictCollector();
    const messages = JSON.parse(
      windows(JSON.stringify(run([{ status: "PASSED" }, { status: "PASSED" }]))),
    ) as Envelope[];
    for (const message of messages) collector.take(message);
    assert.deepEqual(collector.results, [resultOf([{ status: "PASSED" }, { status: "PASSED" }])]);
  });

  const broken = (type: string, message: string) => ({ status: "FAILED", exception: { type, message } });
  const table: [string, object, string, string][] = [
    ["a wrong expectation", broken("AssertionError", "1 != 2"), "failed", "1 != 2"],
    ["anything else thrown", broken("TypeError", "broke"), "error", "broke"],
    ["an undefined step", { status: "UNDEFINED" }, "error", "the step was undefined"],
    ["an ambiguous step", { status: "AMBIGUOUS", message: "two match" }, "error", "two match"],
    ["a pending step", { status: "PENDING" }, "error", "the step was pending"],
    ["a skipped step", skipped, "skipped", "the step was skipped"],
  ];
  for (const [name, step, verdict, reason] of table) {
    it(`of ${name} is ${verdict}`, () => {
      const result = resultOf([step, skipped]);
      assert.deepEqual([result?.verdict, result?.reason], [verdict, reason]);
    });
  }

  const remark = (verdict: string, reason: string) => ({
    mediaType: remarkMediaType,
    body: JSON.stringify({ verdict, reason }),
    contentEncoding: "IDENTITY",
  });

  it("is the remark's where the steps passed", () => {
    const result = resultOf([passed, passed], [remark("review", "look at it"), remark("warning", "old form")]);
    assert.deepEqual([result?.verdict, result?.reason], ["warning", "old form"]);
    assert.deepEqual(result?.evidence, []);
  });

  it("is not applicable where a remark says so and the steps were skipped", () => {
    const result = resultOf([skipped, skipped], [remark("not applicable", "no reader to remove")]);
    assert.deepEqual([result?.verdict, result?.reason], ["not applicable", "no reader to remove"]);
  });

  it("is a hook's that fails after the steps were skipped", () => {
    const remarks = [remark("not applicable", "no reader to remove")];
    const result = resultOf([skipped, broken("AssertionError", "a port was left open")], remarks);
    assert.deepEqual([result?.verdict, result?.reason], ["failed", "a port was left open"]);
  });

  it("is skipped where a reservation was made before the steps were skipped", () => {
    const result = resultOf([skipped, skipped], [remark("warning", "old form")]);
    assert.deepEqual([result?.verdict, result?.reason], ["skipped", "the step was skipped"]);
  });

  for (const verdict of ["review", "skipped"] as const) {
    it(`is ${verdict} where a remark says so and the steps were skipped`, () => {
      assert.equal(resultOf([skipped, skipped], [remark(verdict, "why")])?.reason, "why");
      assert.equal(resultOf([skipped, skipped], [remark(verdict, "why")])?.verdict, verdict);
    });
  }

  it("stays failed whatever is remarked", () => {
    assert.equal(resultOf([broken("AssertionError", "x"), skipped], [remark("review", "y")])?.verdict, "failed");
  });

  it("does not listen to a remark of another form", () => {
    assert.equal(resultOf([broken("TypeError", "x")], [remark("passed", "y")])?.verdict, "error");
    assert.equal(resultOf([passed, passed], [remark("failed", "y")])?.verdict, "passed");
    assert.equal(resultOf([passed, passed], [remark("review", "")])?.verdict, "passed");
  });
});

it("says what is known of a scenario without a feature, an id or a place", () => {
  const collector = new VerdictCollector();
  const bare = { id: "p", uri: "features/b.feature", name: "bare", tags: [], astNodeIds: [], steps: [] };
  for (const envelope of [
    { pickle: { ...bare, steps: [{ id: "one", text: "a step", astNodeIds: [] }] } },
    { stepDefinition: { id: "d", sourceReference: { uri: "step-definitions/a.steps.ts" } } },
    { testCase: { id: "c", pickleId: "p", testSteps: [{ id: "t", pickleStepId: "one", stepDefinitionIds: ["d"] }] } },
    { testCaseStarted: { id: "s", testCaseId: "c", timestamp: at(1) } },
    { testCaseFinished: { testCaseStartedId: "s", timestamp: at(1), willBeRetried: false } },
  ]) {
    collector.take(envelope as unknown as Envelope);
  }
  assert.deepEqual(collector.results, [
    {
      id: "(no id)",
      name: "bare",
      feature: "features/b.feature",
      location: { file: "features/b.feature", line: 0 },
      requirements: [],
      verdict: "passed",
      steps: [{ text: "a step", status: "unknown" }],
      evidence: [],
      durationMs: 0,
    },
  ]);
});

it("leaves out messages about scenarios that it knows nothing of", () => {
  const collector = new VerdictCollector();
  for (const envelope of [
    { testCaseStarted: { id: "s", testCaseId: "none", timestamp: at(1) } },
    { testCase: { id: "c", pickleId: "none", testSteps: [] } },
    { testCaseStarted: { id: "s", testCaseId: "c", timestamp: at(1) } },
    { attachment: { testCaseStartedId: "s", mediaType: "text/plain", body: "x", contentEncoding: "IDENTITY" } },
    { testStepFinished: { testCaseStartedId: "s", testStepId: "t", testStepResult: passed } },
    { testCaseFinished: { testCaseStartedId: "s", timestamp: at(1), willBeRetried: false } },
  ]) {
    assert.equal(collector.take(envelope as unknown as Envelope), undefined);
  }
  assert.deepEqual(collector.results, []);
});

it("knows the lines of steps of the background, and of scenarios in rules", () => {
  const step = (id: string, line: number) => ({ id, location: { line } });
  const rule = {
    children: [{ background: { steps: [step("b", 5)] } }, { scenario: { steps: [step("s", 9)], examples: [] } }],
  };
  const feature = { children: [{ background: { steps: [step("a", 2)] } }, { rule }] } as unknown as Feature;
  assert.deepEqual(
    [...stepLines(feature)],
    [
      ["a", 2],
      ["b", 5],
      ["s", 9],
    ],
  );
});

it("keeps what was attached: text as it is, pictures in Base64", () => {
  const encoded = { mediaType: "text/html", body: Buffer.from("<p>ü").toString("base64"), contentEncoding: "BASE64" };
  assert.deepEqual(resultOf([passed, passed], [encoded])?.evidence, [
    { title: "text/html", mediaType: "text/html", body: "<p>ü" },
  ]);
  const text = { mediaType: "text/plain", body: "00A4", contentEncoding: "IDENTITY", fileName: "APDUs" };
  const picture = { mediaType: "image/png", body: "iVBO", contentEncoding: "BASE64" };
  assert.deepEqual(resultOf([passed, passed], [text, picture])?.evidence, [
    { title: "APDUs", mediaType: "text/plain", body: "00A4" },
    { title: "image/png", mediaType: "image/png", body: "iVBO" },
  ]);
});

it("waits for the last attempt of a scenario that is retried", () => {
  const collector = new VerdictCollector();
  const messages = run([passed, passed]);
  for (const { testCaseFinished, ...envelope } of messages) {
    const retried = testCaseFinished && { testCaseFinished: { ...testCaseFinished, willBeRetried: true } };
    collector.take({ ...envelope, ...retried });
  }
  assert.deepEqual(collector.results, []);
});
