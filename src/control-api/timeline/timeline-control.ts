import { z } from "zod";

/** Where a step of a sign-in was done, or who refused. */
const places = ["browser", "relying party", "CIS2", "client", "card", "CIS1", "API platform"] as const;

const refusalSchema = z.strictObject({
  code: z.string().describe("Of the error catalogue, an OAuth error, or a card's status word."),
  check: z.string().optional().describe("The check that refused."),
  message: z.string().optional(),
});

const stepSchema = z.strictObject({
  number: z.int().min(1).describe("Counts up from 1 in its sign-in; the order is by time."),
  at: z.iso.datetime().describe("When it began, by the wall clock."),
  milliseconds: z.number().optional().describe("How long it took."),
  place: z.enum(places),
  line: z.string().describe("Such as `VERIFY: 2 tries left`."),
  detail: z.string().optional().describe("The HTTP exchange, or command and response of a card; secrets left out."),
  refused: refusalSchema.optional(),
});

const summarySchema = z.strictObject({
  id: z.int().min(1).describe("Counts up from 1."),
  startedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  outcome: z
    .enum(["in progress", "refused", "sent back", "signed in"])
    .describe("`sent back`: the browser was, and no tokens were given yet. `signed in`: tokens were given."),
  card: z
    .enum(["none yet", "seen", "not seen", "no card"])
    .describe("`not seen`: it signed in a reader of another process. `no card`: the person signed in without one."),
  network: z.string().optional(),
  clientId: z.string().optional(),
  userId: z.string().optional(),
  steps: z.int().min(0),
  last: z.string().describe("The line of the last step."),
  refused: refusalSchema.optional().describe("The last refusal."),
});

/** One sign-in with its steps. */
export const signInTimelineSchema = summarySchema.extend({
  timeline: z.array(stepSchema),
  leftOut: z.int().min(0).describe("Steps that are not kept: of a long sign-in its latest, of an old one all."),
});

/** What the panel gives to share one sign-in, and report.html shows. */
export const signInFileSchema = z.strictObject({
  format: z.literal("cis2-testkit-sign-in"),
  version: z.literal(1),
  testkit: z.string().describe("The version of cis2-testkit that saw it."),
  signIn: signInTimelineSchema,
});

export type Refusal = z.infer<typeof refusalSchema>;
export type TimelineStep = z.infer<typeof stepSchema>;
export type SignInSummary = z.infer<typeof summarySchema>;
export type SignInTimeline = z.infer<typeof signInTimelineSchema>;
export type SignInFile = z.infer<typeof signInFileSchema>;

export interface SignInPage {
  /** Newest first. */
  readonly signIns: readonly SignInSummary[];
  /** How many are kept. */
  readonly total: number;
  /** The `before` of the next page; undefined on the last. */
  readonly next?: number | undefined;
}

/** The sign-ins that a control panel watches. */
export interface TimelineControl {
  /** Those with a lower id than `before`; the newest by default. */
  page(options: { readonly before?: number | undefined; readonly limit: number }): SignInPage;
  /** Both are undefined if there is none, or none any more. */
  summary(id: number): SignInSummary | undefined;
  find(id: number): SignInTimeline | undefined;
  /** Calls back with the id of each sign-in that changes, and with undefined if all did, until the returned function is called. */
  listen(listener: (id: number | undefined) => void): () => void;
}
