import { dirname, resolve } from "node:path";
import { z } from "zod";
import { describeIssues } from "../../foundation/data-file.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { defaultVpcdPort, traceMatches } from "../../virtual-card/index.ts";
import { mostThreads } from "../runner/threads/waiting-threads.ts";
import { type RelyingPartyTarget, relyingPartyTargetSchema } from "../relying-party/configuration.ts";
import { targetNames } from "../targets/target.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

const port = z.coerce.number().pipe(z.int().min(1).max(65_534));
const workers = z.coerce.number().pipe(z.int().min(0).max(mostThreads));

export const configurationSchema = z.strictObject({
  target: z.enum(targetNames).default("virtual").describe("What the run tests."),
  machinePcscd: z
    .union([z.boolean(), z.stringbool()])
    .default(false)
    .describe(
      "If target is \"pcsc\": whether the run uses the machine's own pcscd with vpcd, or the testkit's PC/SC service. Default: false, so the testkit's service. A string must say true or false.",
    ),
  vpcdPort: port
    .optional()
    .describe(
      "The port of the first reader of vpcd. Default: 35963. If you set it, the run uses the machine's own pcscd.",
    ),
  reader: z
    .string()
    .min(1)
    .optional()
    .describe(
      'If target is "reader": the name of the reader with the real card. This target needs both reader and cardSerial.',
    ),
  cardSerial: z
    .string()
    .regex(/^(?:[0-9A-Fa-f]{2})+$/, "must be hexadecimal, as `cis2-testkit readers` shows it")
    .optional()
    .describe('If target is "reader": the serial of the real card. This target needs both reader and cardSerial.'),
  trace: z.string().min(1).optional().describe('If target is "replay": the file with the trace of a card.'),
  traceMatch: z
    .enum(traceMatches)
    .default("order")
    .describe(
      'How the run compares commands with the trace. With "order", each command must be the next command of the trace. With "command", each command may be anywhere in the trace.',
    ),
  tags: z
    .string()
    .min(1)
    .optional()
    .describe("A tag expression that selects scenarios, such as `@req:NHS-20 or @id:ROLE-03`."),
  reportDir: z
    .string()
    .min(1)
    .default("reports")
    .describe("The folder for the reports. The run makes it if it is missing."),
  parallel: workers
    .default(0)
    .describe("How many scenarios run at the same time, each in a separate thread. 0 runs them one after the other."),
  shard: z
    .string()
    .regex(/^[1-9]\d{0,3}\/[1-9]\d{0,3}$/, "must have the form i/n, such as 1/4")
    .refine((shard) => Number(shard.split("/")[0]) <= Number(shard.split("/")[1]), "must not be past the last part")
    .optional()
    .describe("Which part of the scenarios runs, as `i/n`: part i of n parts. The first part is 1."),
  order: z
    .string()
    .regex(/^(defined|random(:\w+)?)$/, "must be defined, random or random:<seed>")
    .default("defined")
    .describe("The order of the scenarios: `defined`, `random` or `random:<seed>`."),
  expected: z
    .string()
    .min(1)
    .optional()
    .describe("A file of expected outcomes, for example of failures that you know."),
  relyingParty: relyingPartyTargetSchema
    .optional()
    .describe(
      "The relying party to test, for the target relying-party. docs/how-to/test-a-relying-party.md has an example.",
    ),
});

type Settings = z.infer<typeof configurationSchema>;
type Common = Pick<Settings, "tags" | "reportDir" | "parallel" | "shard" | "order" | "expected">;

/** The target, with the settings that concern it and no other. */
export type TargetSettings =
  | { readonly target: "virtual" }
  /** The port of vpcd's first slot, if it is the machine's pcscd; without it, it is the testkit's own service. */
  | { readonly target: "pcsc"; readonly vpcdPort?: number }
  /** Both opt-ins: a run without them is refused before it begins. */
  | { readonly target: "reader"; readonly reader?: string | undefined; readonly cardSerial?: string | undefined }
  | { readonly target: "replay"; readonly trace: string; readonly traceMatch: Settings["traceMatch"] }
  | { readonly target: "relying-party"; readonly relyingParty: RelyingPartyTarget };

/** What a run does: the settings of every run, and those of its target. */
export type Configuration = Common & TargetSettings;
/** Which scenarios are meant: enough to list them. */
export type ScenarioSelection = Pick<Settings, "target" | "tags" | "shard" | "order" | "reportDir">;
/** What the configuration file exports by default. Everything is optional. */
export type ConfigurationInput = z.input<typeof configurationSchema>;

export interface ConfigurationSources {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The settings of the configuration file, and its name. */
  readonly file?: { readonly name: string; readonly settings: unknown } | undefined;
}

/**
 * Flags over environment over file over default. Throws CONFIGURATION_INVALID naming the source and the setting, or what
 * the target needs and nothing says. Settings of other targets are left out.
 */
export function resolveConfiguration(sources: ConfigurationSources): Configuration {
  const { tags, reportDir, parallel, shard, order, expected, ...rest } = merged(sources);
  return { ...defined({ tags, shard, expected }), reportDir, parallel, order, ...settingsOfTarget(rest) };
}

/** As {@link resolveConfiguration}, for a list of scenarios: whether the target could be tested does not matter. */
export function resolveSelection(sources: ConfigurationSources): ScenarioSelection {
  const { target, tags, shard, order, reportDir } = merged(sources);
  return { target, tags, shard, order, reportDir };
}

function settingsOfTarget(settings: Omit<Settings, keyof Common>): TargetSettings {
  const { target, machinePcscd, vpcdPort, reader, cardSerial, trace, traceMatch, relyingParty } = settings;
  switch (target) {
    case "virtual":
      return { target };
    case "pcsc":
      if (!machinePcscd && vpcdPort === undefined) return { target };
      return { target, vpcdPort: vpcdPort ?? defaultVpcdPort };
    case "reader":
      return { target, reader, cardSerial };
    case "replay":
      if (trace === undefined) throw missing("trace", "a replay needs a trace file");
      return { target, trace, traceMatch };
    case "relying-party":
      if (!relyingParty) throw missing("relyingParty", "the configuration file does not say which one to test");
      return { target, relyingParty };
  }
}

function missing(setting: string, reason: string): TestkitError {
  return new TestkitError("CONFIGURATION_INVALID", { setting, reason });
}

function merged({ flags, environment, file }: ConfigurationSources): Settings {
  return configurationSchema.parse({
    ...(file && withPathsFrom(dirname(file.name), checked(file.name, file.settings))),
    ...checked("the environment", fromEnvironment(environment)),
    ...checked("the command line", defined(flags)),
  });
}

/** Paths in the configuration file start at its folder: it may be found from below. */
function withPathsFrom(folder: string, settings: Record<string, unknown>): Record<string, unknown> {
  const paths = ["reportDir", "expected", "trace"].flatMap((setting) => {
    const path = settings[setting];
    return typeof path === "string" ? [[setting, resolve(folder, path)] as const] : [];
  });
  return { ...settings, ...Object.fromEntries(paths) };
}

/** `reportDir` is CIS2_TESTKIT_REPORT_DIR in the environment. */
export function environmentName(setting: string): string {
  return `CIS2_TESTKIT_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function fromEnvironment(environment: ConfigurationSources["environment"]): Record<string, unknown> {
  const settings = Object.keys(configurationSchema.shape).filter((setting) => setting !== "relyingParty");
  // Pipelines set variables to nothing that have no value.
  const given = settings
    .map((setting) => [setting, environment[environmentName(setting)]] as const)
    .filter(([, value]) => value !== "");
  return defined(Object.fromEntries(given));
}

/** Only what was set, and no defaults, so that a later source does not hide an earlier one. */
function checked(source: string, settings: unknown): Record<string, unknown> {
  const parsed = safeParse(configurationSchema, settings);
  if (!parsed.success) {
    throw new TestkitError("CONFIGURATION_INVALID", { setting: source, reason: describeIssues(parsed.error) });
  }
  return defined(settings as Record<string, unknown>);
}

function defined<Shape extends object>(settings: Shape): Partial<Shape> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<Shape>;
}
