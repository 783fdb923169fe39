import {
  apiPlatformAssumptions,
  type Assumption,
  cis1Assumptions,
  claimAssumptions,
  discoveryAssumptions,
  logoutAssumptions,
  pageAssumptions,
  pageQuestions,
  requestAssumptions,
  authenticatorAssumptions,
  signInAssumptions,
  tokenAssumptions,
} from "../assumptions/index.ts";
import type { Settings } from "../fake-cis2/index.ts";

export const settingAssumptions: Readonly<Record<keyof Settings, Assumption>> = {
  ...discoveryAssumptions,
  ...tokenAssumptions,
  ...claimAssumptions,
  ...requestAssumptions,
  ...signInAssumptions,
  ...authenticatorAssumptions,
  ...logoutAssumptions,
};

/** Where an assumption is used. */
interface Use {
  readonly of: "setting" | "page" | "requirement";
  /** The setting's name; undefined for the others. */
  readonly setting?: string;
}

export type AssumptionRow = Assumption & Use;

/** A requirement of the conformance suite, as far as the table needs it. */
export interface InferredRequirement {
  readonly id: string;
  readonly basis: string;
  readonly requirement: string;
  readonly source: string;
}

/** Every assumption of the product: settings, pages of the documentation, and requirements that we infer. */
export function assumptionTable(requirements: readonly InferredRequirement[]): readonly AssumptionRow[] {
  return [
    ...Object.entries(settingAssumptions).map(([setting, row]) => ({ ...row, of: "setting" as const, setting })),
    ...ofOthers("apiPlatform", apiPlatformAssumptions),
    ...ofOthers("cis1", cis1Assumptions),
    ...Object.values<Assumption>({ ...pageAssumptions, ...pageQuestions }).map((row) => ({
      ...row,
      of: "page" as const,
    })),
    ...requirements
      .filter(({ basis }) => basis === "INFERENCE")
      .map(({ id, requirement, source }) => ({
        ...({ id, basis: "INFERENCE", of: "requirement", options: [] } as const),
        evidence: `${requirement} Source: ${source}.`,
        check: "Ask the NHS for its list of technical conformance requirements.",
      })),
  ];
}

/** The settings of what is beside CIS2, which no evidence of `compare` is about. */
function ofOthers(component: string, rows: Readonly<Record<string, Assumption>>): AssumptionRow[] {
  return Object.entries(rows).map(([name, row]) => ({ ...row, of: "setting", setting: `${component}.${name}` }));
}
