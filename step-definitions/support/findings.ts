import assert from "node:assert/strict";
import { findingText, findingTitles, formatRule, type Remark } from "../../src/conformance/index.ts";
import type { Finding } from "./finding.ts";

/** Where findings go: the World of the scenario. */
export interface FindingReport {
  attach(text: string, options: { mediaType: string; fileName: string }): unknown;
  remark(verdict: Remark["verdict"], reason: string): void;
}

/** Says what was found: MUST fails the scenario, SHOULD is a warning, MAY is said and no more. */
export function report(world: FindingReport, { what, cure, rule }: Finding): void {
  const reason = `${what} ${cure} ${formatRule(rule)}`;
  const fileName = rule.level === "MAY" ? findingTitles.alsoSeen : findingTitles.toFix;
  world.attach(findingText({ cure, ...rule }), { mediaType: "text/plain", fileName });
  if (rule.level === "MUST") assert.fail(reason);
  if (rule.level === "SHOULD") world.remark("warning", reason);
}

/** Says it if the rule does not hold. */
export function expectRule(world: FindingReport, holds: boolean, finding: Finding): void {
  if (!holds) report(world, finding);
}
