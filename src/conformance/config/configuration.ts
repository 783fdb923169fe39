import { z } from "zod";
import { describeIssues } from "../../foundation/data-file.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { defaultVpcdPort, traceMatches } from "../../virtual-card/index.ts";
import { relyingPartyTargetSchema } from "../relying-party/configuration.ts";
import { targetNames } from "../targets/target.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

const port = z.coerce.number().pipe(z.int().min(1).max(65_534));
const workers = z.coerce.number().pipe(z.int().min(0).max(64));

export const configurationSchema = z.strictObject({
  target: z.enum(targetNames).default("virtual").describe("What is tested."),
  vpcdPort: port
    .default(defaultVpcdPort)
    .describe("Where the first slot of vpcd's reader listens, for the target pcsc."),
  reader: z
    .string()
    .min(1)
    .optional()
    .describe("The reader with the real card, for the target reader. The first of its two opt-ins."),
  cardSerial: z
    .string()
    .regex(/^(?:[0-9A-Fa-f]{2})+$/, "must be hexadecimal, as `cis2-testkit readers` shows it")
    .optional()
    .describe("The serial of the real card, for the target reader. The second of its two opt-ins."),
  trace: z.string().min(1).optional().describe("The file of a recorded card, for the target replay."),
  traceMatch: z
    .enum(traceMatches)
    .default("order")
    .describe("How commands are held against the trace: each the next one, or each somewhere in it."),
  tags: z
    .string()
    .min(1)
    .optional()
    .describe("A tag expression that selects scenarios, such as `@req:NHS-20 or @id:ROLE-03`."),
  reportDir: z.string().min(1).default("reports").describe("Where the reports go; made if it is missing."),
  parallel: workers
    .default(0)
    .describe("How many scenarios run at a time, each in a worker thread; 0 runs them one by one in one thread."),
  shard: z
    .string()
    .regex(/^[1-9]\d{0,3}\/[1-9]\d{0,3}$/, "must have the form i/n, such as 1/4")
    .refine((shard) => Number(shard.split("/")[0]) <= Number(shard.split("/")[1]), "must not be past the last part")
    .optional()
    .describe("Part i of n of the scenarios, written `i/n`, counted from 1."),
  order: z
    .string()
    .regex(/^(defined|random(:\w+)?)$/, "must be defined, random or random:<seed>")
    .default("defined")
    .describe("`defined`, `random` or `random:<seed>`."),
  expected: z.string().min(1).optional().describe("A file of expected outcomes."),
  relyingParty: relyingPartyTargetSchema
    .optional()
    .describe("The relying party to test, for the target relying-party; docs/how-to/test-a-relying-party.md."),
});

export type Configuration = z.infer<typeof configurationSchema>;
/** What cis2-testkit.config.ts exports by default. Everything is optional. */
export type ConfigurationInput = z.input<typeof configurationSchema>;

export interface ConfigurationSources {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The settings of the configuration file, and its name. */
  readonly file?: { readonly name: string; readonly settings: unknown } | undefined;
}

/** Flags over environment over file over default. Throws CONFIGURATION_INVALID naming the source and the setting. */
export function resolveConfiguration({ flags, environment, file }: ConfigurationSources): Configuration {
  return configurationSchema.parse({
    ...(file && checked(file.name, file.settings)),
    ...checked("the environment", fromEnvironment(environment)),
    ...checked("the command line", defined(flags)),
  });
}

/** `reportDir` is CIS2_TESTKIT_REPORT_DIR in the environment. */
export function environmentName(setting: string): string {
  return `CIS2_TESTKIT_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function fromEnvironment(environment: ConfigurationSources["environment"]): Record<string, unknown> {
  const settings = Object.keys(configurationSchema.shape).filter((setting) => setting !== "relyingParty");
  return defined(Object.fromEntries(settings.map((setting) => [setting, environment[environmentName(setting)]])));
}

/** Only what was set, and no defaults, so that a later source does not hide an earlier one. */
function checked(source: string, settings: unknown): Record<string, unknown> {
  const parsed = safeParse(configurationSchema, settings);
  if (!parsed.success) {
    throw new TestkitError("CONFIGURATION_INVALID", { setting: source, reason: describeIssues(parsed.error) });
  }
  return defined(settings as Record<string, unknown>);
}

function defined(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
