import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type HTMLElement, parse } from "node-html-parser";
import { resultWith } from "../testing/results.ts";
import { verdicts } from "../verdicts/verdict.ts";
import { junitXml } from "./junit-xml.ts";
import { reportOf } from "./report.ts";

/** What a schema says of one element: attributes that must be there, those that may be, and children in their order. */
interface ElementFacts {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
}

// Facts of Jenkins's xunit plugin, types/model/xsd/junit-10.xsd: `type` may be on every outcome. A suite may hold suites.
const suite = ["name", "tests", "failures", "errors"];
const jenkins: Readonly<Record<string, ElementFacts>> = {
  testsuite: { required: suite, optional: ["skipped", "time", "timestamp", "hostname", "id", "file"], children: ["properties", "testcase"] },
  properties: { required: [], optional: [], children: ["property"] },
  property: { required: ["name", "value"], optional: [], children: [] },
  testcase: { required: ["name"], optional: ["time", "classname", "group"], children: ["failure", "skipped", "error", "system-out"] },
  failure: { required: [], optional: ["message", "type"], children: [] },
  error: { required: [], optional: ["message", "type"], children: [] },
  skipped: { required: [], optional: ["message", "type"], children: [] },
};

// Facts of Maven Surefire's surefire-test-report.xsd: one suite is the root, properties come first, every case has a time,
// and `type` is on failures and errors, never on what was skipped.
const surefire: Readonly<Record<string, ElementFacts>> = {
  ...jenkins,
  testsuite: { required: [...suite, "skipped"], optional: ["time", "group"], children: ["properties", "testcase"] },
  testcase: { required: ["name", "time"], optional: ["classname", "group"], children: ["failure", "skipped", "error", "system-out"] },
  failure: { required: ["type"], optional: ["message"], children: [] },
  error: { required: ["type"], optional: ["message"], children: [] },
  skipped: { required: [], optional: ["message"], children: [] },
};

function problems(element: HTMLElement, schema: Readonly<Record<string, ElementFacts>>): string[] {
  const name = element.rawTagName;
  const facts = schema[name];
  if (facts === undefined) return [`<${name}> is unknown`];
  const attributes = Object.keys(element.attributes);
  const elements = element.childNodes.filter((one): one is HTMLElement => "rawTagName" in one && one.rawTagName !== "");
  const order = elements.map((one) => facts.children.indexOf(one.rawTagName));
  return [
    ...facts.required.filter((one) => !attributes.includes(one)).map((one) => `<${name}> lacks ${one}`),
    ...attributes.filter((one) => ![...facts.required, ...facts.optional].includes(one)).map((one) => `<${name}> has ${one}`),
    ...(order.includes(-1) ? [`<${name}> holds ${elements.map((one) => one.rawTagName).join()}`] : []),
    ...(order.some((place, index) => place < (order[index - 1] ?? 0)) ? [`<${name}> is in another order`] : []),
    ...("time" in element.attributes && !/^\d*\.\d{3}$/.test(element.getAttribute("time") ?? "") ? [`<${name}> time`] : []),
    ...elements.flatMap((one) => problems(one, schema)),
  ];
}

describe("junit.xml is valid by the schema", () => {
  const judgements = verdicts.flatMap((verdict, index) =>
    [true, false].map((expected) => ({ result: resultWith({ id: `A-${index}`, verdict }), expected })),
  );
  const run = { testkit: "1", target: "virtual", configurationFile: null, startedAt: new Date(0), durationMs: 1234567 };
  const root = parse(junitXml(reportOf({ ...run, requirements: [], judgements, asExpected: false })).replace(/^<\?.*\?>/, ""));
  const top = root.childNodes.filter((one): one is HTMLElement => "rawTagName" in one && one.rawTagName !== "");

  for (const [name, schema] of Object.entries({ "Jenkins has": jenkins, "Surefire has": surefire })) {
    it(name, () => {
      assert.deepEqual(top.map(({ rawTagName }) => rawTagName), ["testsuite"]);
      assert.equal(root.querySelectorAll("testcase").length, judgements.length);
      assert.deepEqual(top.flatMap((one) => problems(one, schema)), []);
    });
  }
});
