import "../foundation/needs-node.ts";
export {
  type Configuration,
  type ConfigurationInput,
  configurationSchema,
  environmentName,
  resolveConfiguration,
  resolveSelection,
  type ScenarioSelection,
  type TargetSettings,
} from "./config/configuration.ts";
export { readConfigurationFile } from "./config/configuration-file.ts";
export { defineConfig } from "./config/define-config.ts";
export { describeRun } from "./config/describe-run.ts";
export { loadRequirements, type Requirement } from "./requirements/requirements.ts";
export { pivCases, pivScripts, runPivSuite } from "./apdu-suite/piv-suite.ts";
export { runSeries8Suite, series8Cases, series8Scripts, series8UnderTest } from "./apdu-suite/series8-suite.ts";
export { runCases } from "./apdu-suite/suite.ts";
export { formatApduResult, groupVerdict, type GroupVerdict } from "./apdu-suite/group-verdict.ts";
export { pivKeys } from "./apdu-suite/piv-keys.ts";
export type { CaseJournal, CaseProgress } from "./apdu-suite/case-journal.ts";
export { type AdministrationSecret, administrationSecret } from "./apdu-suite/administration-secret.ts";
export type { ApduEffect, ApduScript } from "./apdu-suite/script.ts";
export type { ApduResult } from "./apdu-suite/apdu-result.ts";
export type { RunOptions } from "./apdu-suite/run-case.ts";
export type { CardUnderTest } from "./apdu-suite/case-variables.ts";
export { type RealCardRun, currentRealCardRun, type RealCardUse } from "./real-card/real-card-run.ts";
export type { RealCard } from "./real-card/real-card.ts";
export {
  setRelyingPartyRun,
  RelyingPartyRun,
  currentRelyingPartyRun,
  secretOf,
  stepTimeoutMs,
} from "./relying-party/relying-party-run.ts";
export type { RelyingPartyTarget, RelyingPartyTargetInput } from "./relying-party/configuration.ts";
export { invalidSignInNamed } from "./relying-party/invalid-sign-ins.ts";
export { readsTheSame, saysThatSomethingFailed } from "./relying-party/error-notice.ts";
export { takesVerifying, verifiesNone } from "./relying-party/invalid-signatures.ts";
export type { InvalidSignIn } from "./relying-party/invalid-sign-in.ts";
export { askAtTerminal, initialConfiguration } from "./relying-party/init/initial-configuration.ts";
export { unanswered } from "./relying-party/init/questions.ts";
export { formatRule, may, must, type Rule, should } from "./relying-party/rules.ts";
export { isCallback } from "./relying-party/drivers/driver.ts";
export type { BrowserSession, Callback, Cookies, MoveOptions, PageSeen } from "./relying-party/drivers/driver.ts";
export type { ClockOfRun } from "./relying-party/key-changes.ts";
export type { PlatformRequestSeen } from "../fake-api-platform/index.ts";
export { describeViolation } from "./relying-party/describe-violation.ts";
export { Observation, signInsWithoutCard } from "./relying-party/observation.ts";
export { findingsOf, findingText, findingTitles, type ReportedFinding } from "./reports/findings.ts";
export { htmlPage } from "./reports/html-page.ts";
export { mergeReports } from "./reports/merge-reports.ts";
export { readReport, readReportOrSignIn } from "./reports/read-report.ts";
export { type Report, reportSchema } from "./reports/report.ts";
export { withoutCardTitle } from "./reports/without-card.ts";
export { briefSummaryText, summaryText } from "./reports/summary.ts";
export { writeReports } from "./reports/write-reports.ts";
export {
  type ConformanceOutcome,
  type ConformanceRun,
  listScenarios,
  runConformance,
} from "./runner/run-conformance.ts";
export { type FeatureRun, runFeatures } from "./runner/run-features.ts";
export type { WorldParameters } from "./runner/run-part.ts";
export { isRealCard, notApplicable, type TargetName, targetNames } from "./targets/target.ts";
export { type ExitCode, exitCodes } from "./verdicts/exit-code.ts";
export { type Remark, remarkMediaType } from "./verdicts/remark.ts";
export { keyOf, type ScenarioResult } from "./verdicts/scenario-result.ts";
export type { Verdict } from "./verdicts/verdict.ts";
export { currentPcscServiceReaders } from "./targets/pcsc-target.ts";
