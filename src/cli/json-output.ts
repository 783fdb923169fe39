import { z } from "zod";
import { comparisonSchema } from "../comparison/index.ts";
import { reportSchema } from "../conformance/index.ts";
import { scenarioResultSchema } from "../conformance/verdicts/scenario-result.ts";
import { readySchema } from "../harness/index.ts";

const instant = z.string().describe("ISO 8601.");
const problem = z.strictObject({ code: z.string(), message: z.string(), cure: z.string() });
const tries = z.strictObject({ triesLeft: z.int(), triesLimit: z.int() });
/** Names of claims are CIS2's own. */
const claims = z.record(z.string(), z.unknown());

const reader = z.strictObject({
  reader: z.string(),
  atr: z.string().optional().describe("Hexadecimal; absent if the reader is empty."),
  driver: z.string().optional(),
  series: z.union([z.literal(8), z.literal(9)]).optional(),
  serial: z.string().optional(),
  certificates: z.array(
    z.strictObject({ purpose: z.string(), subject: z.string(), notBefore: instant, notAfter: instant }),
  ),
  triesLeft: z.int().optional(),
  problem: problem.optional(),
  unreadable: z.array(problem.extend({ part: z.string() })).optional(),
});

/** What each command prints with --json, by the command's name. Published as JSON Schemas. */
export const jsonOutput = {
  conformance: reportSchema,
  "conformance --list": z.array(
    scenarioResultSchema.pick({
      id: true,
      example: true,
      name: true,
      feature: true,
      location: true,
      requirements: true,
    }),
  ),
  login: z.strictObject({ claims: claims.describe("Those of the ID token."), userinfo: claims }),
  serve: readySchema.or(z.strictObject({ passcodeWindow: z.url() })),
  compare: comparisonSchema,
  adopt: z.strictObject({
    serial: z.string(),
    userId: z.string(),
    issuer: z.string(),
    trusts: z.enum(["issuer", "certificates"]),
    roles: z.array(z.looseObject({ roleId: z.string(), roleName: z.string(), organisationName: z.string() })),
  }),
  readers: reader.or(z.strictObject({ event: z.string(), reader: z.string() })),
  doctor: z.array(
    z.strictObject({
      check: z.string(),
      verdict: z.enum(["ok", "warning", "problem"]),
      message: z.string(),
      cure: z.string().optional(),
    }),
  ),
  client: z.strictObject({ portService: z.int(), userService: z.int(), origins: z.array(z.string()) }),
  renew: z.strictObject({ card: z.string(), notAfter: instant }),
  "card inspect": z.strictObject({
    profile: z.looseObject({ name: z.string(), title: z.string(), series: z.int(), atr: z.string() }),
    serial: z.string(),
    holder: z.string().optional(),
    passcode: tries,
    puk: tries,
    keys: z.array(z.strictObject({ reference: z.string(), algorithm: z.string() })),
    certificates: z.array(
      z.strictObject({
        purpose: z.string(),
        subject: z.string(),
        serialNumber: z.string().optional(),
        notBefore: instant.optional(),
        notAfter: instant.optional(),
      }),
    ),
    objects: z.array(z.strictObject({ id: z.string(), name: z.string().optional(), size: z.int() })),
  }),
  pcsc: z.strictObject({
    environment: z.record(z.string(), z.string()),
    readers: z.array(
      z.strictObject({
        name: z.string(),
        card: z
          .strictObject({
            persona: z.string(),
            profile: z.string(),
            series: z.int(),
            serial: z.string(),
            holder: z.string(),
          })
          .optional(),
      }),
    ),
  }),
} as const;

/** The schema of every `--json` output, by command, in one JSON Schema document. */
export function jsonOutputSchemas(): object {
  const schemas = Object.entries(jsonOutput).map(([command, schema]) => {
    const { $schema: _draft, ...one } = z.toJSONSchema(schema);
    return [command, one];
  });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    description: "What the commands of cis2-testkit print with --json. `$defs` has a schema for each.",
    $defs: Object.fromEntries(schemas) as object,
  };
}
