import { z } from "zod";
import { signInTimelineSchema } from "../../control-api/timeline/timeline-control.ts";
import { coverageOf, coverageVerdicts } from "../requirements/coverage.ts";
import type { Requirement } from "../requirements/requirements.ts";
import type { Judgement } from "../verdicts/judgement.ts";
import { keyOf, scenarioResultSchema } from "../verdicts/scenario-result.ts";
import { verdicts } from "../verdicts/verdict.ts";

const count = z.int().min(0);

/** The file report.json: a run, requirement by requirement and scenario by scenario. Published as a JSON Schema. */
export const reportSchema = z.strictObject({
  format: z.literal("cis2-testkit-report"),
  version: z.literal(1),
  testkit: z.string().describe("The version of cis2-testkit that ran."),
  target: z.string(),
  configurationFile: z
    .string()
    .nullable()
    .optional()
    .describe("The configuration file, as seen from the folder of the run; null if there was none."),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  asExpected: z.boolean().describe("Whether every verdict was to be expected, and something was judged at all."),
  counts: z.strictObject(Object.fromEntries(verdicts.map((verdict) => [verdict, count])) as Record<string, typeof count>),
  requirements: z.array(
    z.strictObject({
      id: z.string(),
      requirement: z.string(),
      source: z.string(),
      basis: z.string(),
      verdict: z.enum(coverageVerdicts),
      notTestable: z.string().optional().describe("Why there can be no scenario for it."),
      judged: count.optional().describe("How many of its scenarios were judged."),
      reservations: z
        .array(z.strictObject({ verdict: z.enum(verdicts), reason: z.string(), count }))
        .optional()
        .describe("Why its other scenarios were not judged, or only with a reservation."),
      scenarios: z.array(z.string()).describe("Ids of its scenarios, with the example row in brackets."),
    }),
  ),
  scenarios: z.array(
    scenarioResultSchema.extend({
      expected: z.boolean(),
      expectation: z.strictObject({ verdict: z.string(), reason: z.string(), expires: z.string().optional() }).optional(),
    }),
  ),
  signIns: z.array(signInTimelineSchema).optional().describe("Sign-ins that a control panel saw, and that were shared as files."),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportedScenario = Report["scenarios"][number];

export interface ReportOf {
  readonly testkit: string;
  readonly target: string;
  readonly configurationFile?: string | null | undefined;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly requirements: readonly Requirement[];
  readonly judgements: readonly Judgement[];
  readonly asExpected: boolean;
}

export function reportOf({ requirements, judgements, startedAt, configurationFile, ...run }: ReportOf): Report {
  const results = judgements.map(({ result }) => result);
  const countOf = (verdict: string) => results.filter((result) => result.verdict === verdict).length;
  return {
    format: "cis2-testkit-report",
    version: 1,
    ...run,
    ...(configurationFile === undefined ? {} : { configurationFile }),
    startedAt: startedAt.toISOString(),
    counts: Object.fromEntries(verdicts.map((verdict) => [verdict, countOf(verdict)])),
    requirements: coverageOf(requirements, results).map(({ requirement, verdict, scenarios, judged, reservations }) => ({
      id: requirement.id,
      requirement: requirement.requirement,
      source: requirement.source,
      basis: requirement.basis,
      verdict,
      ...(requirement.notTestable === undefined ? {} : { notTestable: requirement.notTestable }),
      judged,
      ...(reservations.length === 0 ? {} : { reservations: [...reservations] }),
      scenarios: scenarios.map(keyOf),
    })),
    scenarios: judgements.map(({ result, expected, expectation }) => ({
      ...result,
      expected,
      ...(expectation === undefined ? {} : { expectation }),
    })),
  };
}
