import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { resultWith } from "../testing/results.ts";
import { entryFor, type Expectations, judge, loadExpectations, unusedExpectations } from "./judgement.ts";

const today = new Date("2026-11-23T12:00:00Z");
const failed = resultWith({ verdict: "failed", example: "piv", reason: "1 != 2\nmore" });

function isExpected(expectations: Expectations, result = failed): boolean | undefined {
  return judge([result], expectations, today)[0]?.expected;
}

describe("an expected outcome", () => {
  it("holds for every row of an outline, or for one", () => {
    assert.equal(isExpected({ "CARD-01": { verdict: "failed", reason: "known" } }), true);
    assert.equal(isExpected({ "CARD-01[piv]": { verdict: "failed", reason: "known" } }), true);
    assert.equal(isExpected({ "CARD-01[series8]": { verdict: "failed", reason: "known" } }), false);
  });

  it("holds up to its last day", () => {
    assert.equal(isExpected({ "CARD-01": { verdict: "failed", reason: "known", expires: "2026-11-23" } }), true);
    assert.equal(isExpected({ "CARD-01": { verdict: "failed", reason: "known", expires: "2026-11-22" } }), false);
  });

  it("does not hide another verdict", () => {
    const expectations = { "CARD-01": { verdict: "failed", reason: "known" } } as const;
    assert.equal(isExpected(expectations, resultWith({ verdict: "error" })), false);
    assert.equal(isExpected(expectations, resultWith({ verdict: "passed" })), false);
  });

  it("is written out to paste, with the first line of the reason", () => {
    const pasted = JSON.parse(`{${entryFor(failed)}}`) as Expectations;
    assert.deepEqual(pasted, { "CARD-01[piv]": { verdict: "failed", reason: "1 != 2" } });
    assert.equal(isExpected(pasted), true);
  });

  it("asks for a reason where the scenario gives none", () => {
    const { reason: _, ...unexplained } = resultWith({ verdict: "failed" });
    for (const one of [unexplained, { ...unexplained, reason: "" }, { ...unexplained, reason: "\nsecond line" }]) {
      assert.equal(entryFor(one), '"CARD-01": {"verdict":"failed","reason":"say why this is accepted"}');
    }
  });

  it("is named when no scenario has it", () => {
    const expectations = {
      "CARD-01": { verdict: "failed", reason: "r" },
      "CARD-02": { verdict: "failed", reason: "r" },
    };
    assert.deepEqual(unusedExpectations([failed], expectations as Expectations), ["CARD-02"]);
  });
});

describe("a file of expected outcomes", () => {
  const folder = mkdtempSync(join(tmpdir(), "expected-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const load = (content: object) => {
    const file = join(folder, "expected.json");
    writeFileSync(file, JSON.stringify(content));
    return loadExpectations(file);
  };

  it("is read", () => {
    const content = { "CARD-01[piv]": { verdict: "failed", reason: "known", expires: "2027-01-31" } };
    assert.deepEqual(load(content), content);
  });

  const wrong: [string, object, RegExp][] = [
    ["no id", { "one scenario": { verdict: "failed", reason: "r" } }, /one scenario: Invalid key/],
    ["an error", { "CARD-01": { verdict: "error", reason: "r" } }, /CARD-01\.verdict/],
    ["a pass", { "CARD-01": { verdict: "passed", reason: "r" } }, /CARD-01\.verdict/],
    ["no reason", { "CARD-01": { verdict: "failed" } }, /CARD-01\.reason/],
    ["a wrong date", { "CARD-01": { verdict: "failed", reason: "r", expires: "soon" } }, /CARD-01\.expires/],
    ["an unknown field", { "CARD-01": { verdict: "failed", reason: "r", until: "2027" } }, /until/],
  ];
  for (const [name, content, message] of wrong) {
    it(`is refused with ${name}`, () => {
      assert.throws(
        () => load(content),
        (error) => isTestkitError(error, "DATA_FILE_INVALID") && message.test(error.message),
      );
    });
  }
});
