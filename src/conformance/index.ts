export { coverageOf, type RequirementCoverage } from "./requirements/coverage.ts";
export { loadRequirements, type Requirement } from "./requirements/requirements.ts";
export { pivCases, pivScripts, runPivSuite } from "./apdu-suite/piv-suite.ts";
export type { ApduResult, RunOptions } from "./apdu-suite/run-case.ts";
export type { CardUnderTest } from "./apdu-suite/values.ts";
export { summaryText } from "./reports/summary.ts";
export { type FeatureRun, runFeatures, type WorldParameters } from "./runner/run-features.ts";
export { type ExitCode, exitCodeOf, exitCodes } from "./verdicts/exit-code.ts";
export { isUnexpected, type ScenarioResult, type Verdict } from "./verdicts/verdict.ts";
