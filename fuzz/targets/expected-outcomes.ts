import { resultWith } from "../../src/conformance/testing/results.ts";
import { judge, loadExpectations, unusedExpectations } from "../../src/conformance/verdicts/judgement.ts";
import { dataFileTarget } from "../runner/data-file.ts";

const results = [resultWith({ verdict: "failed" }), resultWith({ id: "ROLE-03", example: "piv, six-roles, 6, 6" })];

/** Files of expected outcomes, and the judgement by them. */
export const target = dataFileTarget({
  name: "expected-outcomes",
  seeds: [
    { "CARD-01": { verdict: "failed", reason: "known", expires: "2027-01-31" } },
    { "ROLE-03[piv, six-roles, 6, 6]": { verdict: "warning", reason: "our role page lists five" } },
  ],
  dictionary: ["passed", "failed", "warning", "review", "skipped", "not-applicable", "__proto__"],
  read: (file) => {
    const expectations = loadExpectations(file);
    judge(results, expectations, new Date("2026-06-01T00:00:00Z"));
    unusedExpectations(results, expectations);
  },
});
