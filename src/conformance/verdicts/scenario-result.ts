import { z } from "zod";
import { verdicts } from "./verdict.ts";

/** A place in a file of the package. */
const placeSchema = z.strictObject({ file: z.string(), line: z.int() });

/** A step of a scenario as it went. */
const stepResultSchema = z.strictObject({
  /** Keyword and text, as in the feature. */
  text: z.string(),
  status: z.enum(["passed", "failed", "skipped", "pending", "undefined", "ambiguous", "unknown"]),
  /** Its line in the feature. */
  line: z.int().optional(),
  /** Where the code is that ran. */
  definition: placeSchema.optional(),
});

/** Something a scenario leaves behind for the reader of the report. */
export const evidenceSchema = z.strictObject({
  title: z.string(),
  mediaType: z.string(),
  /** Text as it is; anything else in Base64. */
  body: z.string(),
});

/** One scenario, or one example row of an outline, and what came of it. */
export const scenarioResultSchema = z.strictObject({
  /** The scenario's stable id, such as NETWORK-01. */
  id: z.string(),
  /** The example row of an outline: its cells, joined by commas. */
  example: z.string().optional(),
  name: z.string(),
  feature: z.string(),
  /** Where it is: path of the feature file below the package, and line of the scenario or example row. */
  location: placeSchema,
  requirements: z.array(z.string()),
  verdict: z.enum(verdicts),
  /** What went wrong, for every verdict but passed. */
  reason: z.string().optional(),
  steps: z.array(stepResultSchema),
  evidence: z.array(evidenceSchema),
  durationMs: z.number(),
});

export type ScenarioResult = z.infer<typeof scenarioResultSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;

/** What a scenario, or the row of an outline, is called for ever: `NETWORK-01` or `NETWORK-01[piv]`. */
export function keyOf({ id, example }: Pick<ScenarioResult, "id" | "example">): string {
  return example === undefined ? id : `${id}[${example}]`;
}
