import { z } from "zod";

const figure = z.strictObject({
  kind: z.literal("figure"),
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  atLeast: z.number().optional(),
  below: z.number().optional(),
});

const side = z.strictObject({
  name: z.string(),
  value: z.number(),
  /** What ours is promised to be of this side: at most if less is better, at least if more is. Not for ours. */
  times: z.number().optional(),
});

const comparison = z.strictObject({
  kind: z.literal("comparison"),
  name: z.string(),
  unit: z.string(),
  better: z.enum(["higher", "lower"]),
  /** Ours first. */
  sides: z.tuple([side, side]).rest(side),
});

const growth = z.strictObject({
  kind: z.literal("growth"),
  name: z.string(),
  unit: z.string(),
  /** What grows from point to point. */
  of: z.string(),
  points: z.array(z.strictObject({ at: z.int(), value: z.number() })).min(2),
  /** What the last point may be at most, as a multiple of the first. */
  atMost: z.number().optional(),
});

const unmeasured = z.strictObject({ kind: z.literal("unmeasured"), name: z.string(), because: z.string() });

/** What one run of the benchmarks measured, and on what. */
export const resultsSchema = z.strictObject({
  measuredOn: z.iso.date(),
  /** Of the sources; undefined if they are in no clone. */
  commit: z.string().optional(),
  node: z.string(),
  platform: z.string(),
  processors: z.int(),
  processor: z.string(),
  /** Processes that wanted a processor, by the system's mean of a minute, before the run and after it. */
  load: z.tuple([z.number(), z.number()]),
  /** How long the whole run took. */
  seconds: z.number(),
  benchmarks: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      about: z.string(),
      seconds: z.number(),
      results: z.array(z.discriminatedUnion("kind", [figure, comparison, growth, unmeasured])),
    }),
  ),
});

export type Results = z.infer<typeof resultsSchema>;
export type BenchmarkResults = Results["benchmarks"][number];

/** One number that is no speed: a count, or a size. */
export type Figure = z.infer<typeof figure>;
/** The same work done by us and by others, by turns in the same run. */
export type Comparison = z.infer<typeof comparison>;
export type Side = z.infer<typeof side>;
/** What the same work costs as something grows. */
export type Growth = z.infer<typeof growth>;
/** What cannot be measured on this machine, and why. */
export type Unmeasured = z.infer<typeof unmeasured>;
export type Result = Figure | Comparison | Growth | Unmeasured;
