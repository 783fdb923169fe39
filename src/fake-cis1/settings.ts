import { z } from "zod";
import { cis1Assumptions as rows, described } from "../assumptions/index.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { safeParse } from "../foundation/safe-parse.ts";

/** What `gas` is configured with, and what public sources leave open. */
export const cis1SettingsSchema = z.strictObject({
  identityAgentRefusedFrom: z.iso
    .datetime()
    .default("2027-03-01T00:00:00Z")
    .describe(described(rows.identityAgentRefusedFrom)),
  challengeSeconds: z.int().min(1).max(3600).default(300).describe(described(rows.challengeSeconds)),
  ticketMinutes: z.int().min(1).max(1440).default(600).describe(described(rows.ticketMinutes)),
  withoutRoles: z.enum(["refused", "accepted"]).default("refused").describe(described(rows.withoutRoles)),
  gasVersion: z.string().min(1).max(20).default("5.2.7").describe(described(rows.gasVersion)),
});

export type Cis1Settings = z.infer<typeof cis1SettingsSchema>;
export type Cis1SettingsInput = z.input<typeof cis1SettingsSchema>;

/** Fills in what is not given. Throws CONFIGURATION_INVALID, naming the setting. */
export function parseCis1Settings(input: unknown = {}): Cis1Settings {
  const result = safeParse(cis1SettingsSchema, input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const setting = ["cis1", ...(issue?.path ?? [])].join(".");
  const reason = issue?.message ?? "invalid";
  throw new TestkitError("CONFIGURATION_INVALID", { setting, reason }, { cause: result.error });
}
