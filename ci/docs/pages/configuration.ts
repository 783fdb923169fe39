import type { z } from "zod";
import { configurationSchema, environmentName } from "../../../src/conformance/index.ts";
import { platformSettingsSchema } from "../../../src/fake-api-platform/index.ts";
import { cis1SettingsSchema } from "../../../src/fake-cis1/index.ts";
import { relyingPartySchema, settingsSchema } from "../../../src/fake-cis2/index.ts";
import { code, generated, table } from "./markdown.ts";
import { fieldsOf, type SchemaField } from "./schema-fields.ts";

/** Read by one part of the testkit or another, beside the conformance run's settings. */
export const environmentVariables: Readonly<Record<string, string>> = {
  CIS2_TESTKIT_PASSCODE: "The passcode. If it is set, commands do not ask for the passcode at the terminal.",
  CIS2_TESTKIT_NEW_PASSCODE: "The new passcode, for `change-passcode` and `unlock`.",
  CIS2_TESTKIT_CACHE:
    "The folder for files that the testkit can make again: its own keys and certificates, and compiled code. Default: `%LOCALAPPDATA%\\cis2-testkit\\Cache` on Windows, `~/Library/Caches/cis2-testkit` on macOS, and elsewhere `cis2-testkit` in `XDG_CACHE_HOME` or `~/.cache`.",
  CIS2_TESTKIT_CA_FILE: "A PEM file with more certification authorities. The testkit then trusts these, too.",
  CIS2_TESTKIT_PUK:
    "The unblocking code (PUK) of a real card. Some APDU cases that run with `--allow-destructive` need it.",
  CIS2_TESTKIT_ADMINISTRATION_KEY:
    "The administration key of a real PIV card, as `<algorithm>:<hex>`. Some APDU cases that run with `--allow-destructive` need it.",
  CIS2_TESTKIT_STATE:
    "The folder in which a run notes each change of a real card before it makes the change. Default: `%LOCALAPPDATA%\\cis2-testkit\\State` on Windows, `~/Library/Application Support/cis2-testkit` on macOS, and elsewhere `cis2-testkit` in `XDG_STATE_HOME` or `~/.local/state`.",
  CIS2_TESTKIT_CONTROL_API:
    "The address of the control API. The command `pcsc` sets this variable for the program that it runs.",
  CIS2_TESTKIT_CONTROL_TOKEN: "The token of the control API. Without a token, the API is only on loopback (127.0.0.1).",
  CIS2_TESTKIT_STORE_PASSWORD:
    "The password of the Redis server that `--store` names. With this variable, the password is not on the command line.",
  HTTPS_PROXY: "The proxy for requests to CIS2. You can also use `HTTP_PROXY` and `NO_PROXY`.",
};

/** All that can be set in a file or in the environment. */
export function configurationPage(): string {
  const ofRun = fieldsOf(configurationSchema);
  const sections = [
    generated,
    "# Configuration",
    [
      "This page lists everything that you can set in files and in environment variables. [Commands](cli.md) lists the options of the command",
      "line.",
    ].join("\n"),
    "## The conformance run",
    [
      "[The configuration file](../conformance.md#configuration) of a run has these fields. You can also set most of them with an environment",
      "variable or with an option of the command line. The option overrides the variable, and the variable overrides the file. If the file has",
      "an unknown field, the run does not start, and the error names the field.",
      "",
      "[Targets](../conformance.md#targets) explains the targets of a run, and also pcscd and vpcd.",
    ].join("\n"),
    table(
      ["field", "environment variable", "type", "default", "meaning"],
      ofRun
        .filter(({ name }) => isTopLevel(name))
        .map(({ name, type, default: value, description }) => [
          code(name),
          type === "object" ? "" : code(environmentName(name)),
          ...[type, value, description],
        ]),
    ),
    "## The relying party to test",
    [
      "These fields are in the field `relyingParty` of the configuration file. You can set them only in this file.",
      "[Test a relying party](../how-to/test-a-relying-party.md) has an example. Set exactly one of `clientSecret`, `clientSecretEnvironment`,",
      "`jwks` and `jwksUri`. In the name of a field, `[]` means each member of an array. If you leave out an optional object, you leave out all its fields, also",
      "those that are _required_.",
    ].join("\n"),
    rows(ofRun.filter(({ name }) => name.startsWith("relyingParty.") && !name.startsWith(`${settingsOfRun}.`))),
    "## The fake CIS2",
    [
      "For some questions, public sources disagree or say nothing. Then you choose in a setting what the fake CIS2 does. Write your settings as",
      `JSON into a file, and name the file with \`serve --settings <file>\`. For a conformance run, write them into \`${settingsOfRun}\`.`,
      "",
      "Each meaning ends with a basis and an id. The basis says how good the evidence for the default is. [Assumptions](assumptions.md) explains",
      "the four bases. The id is the id of the assumption on that page.",
    ].join("\n"),
    fieldTable(settingsSchema),
    "## The fake API platform",
    [
      "These settings are for [the fake API platform](../how-to/call-an-api-after-sign-in.md). Write them as JSON into a file, and name the",
      "file with `serve --api-platform-settings <file>`.",
    ].join("\n"),
    fieldTable(platformSettingsSchema),
    "## The fake gas",
    [
      "These settings are for the fake `gas`, the sign-in service of CIS1, which came before CIS2.",
      "[The legacy exchange](../sign-in-exchange.md#the-legacy-exchange-identity-agent-and-cis1) explains this service. Write the settings as JSON into",
      "a file, and name the file with `serve --gas-settings <file>`.",
    ].join("\n"),
    fieldTable(cis1SettingsSchema),
    "## Relying parties",
    [
      "These fields describe a relying party that you register at the fake CIS2. Write one relying party, or an array of them, as JSON into a",
      "file, and name the file with `serve --relying-party <file>`. While the fake CIS2 runs, you can register one relying party with",
      "`POST /relying-parties` of [the control API](control-api.md).",
    ].join("\n"),
    fieldTable(relyingPartySchema),
    "## Environment variables",
    "The testkit also reads these environment variables.",
    table(
      ["variable", "meaning"],
      Object.entries(environmentVariables).map(([name, meaning]) => [code(name), meaning]),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** Its fields are those of the fake CIS2's settings, which have a table. */
const settingsOfRun = "relyingParty.cis2.settings";

function isTopLevel(name: string): boolean {
  return !name.includes(".") && !name.includes("[");
}

function fieldTable(schema: z.ZodType): string {
  return rows(fieldsOf(schema));
}

function rows(fields: readonly SchemaField[]): string {
  return table(
    ["field", "type", "default", "meaning"],
    fields.map(({ name, type, required, default: value, description }) => [
      code(name),
      type,
      required ? "required" : value,
      description,
    ]),
  );
}
