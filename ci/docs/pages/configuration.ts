import type { z } from "zod";
import { configurationSchema, environmentName } from "../../../src/conformance/index.ts";
import { relyingPartySchema, settingsSchema } from "../../../src/fake-cis2/index.ts";
import { code, generated, table } from "./markdown.ts";
import { fieldsOf } from "./schema-fields.ts";

/** Read by one part of the testkit or another, beside the conformance run's settings. */
export const environmentVariables: Readonly<Record<string, string>> = {
  CIS2_TESTKIT_PASSCODE: "The passcode. If it is set, commands do not ask for the passcode at the terminal.",
  CIS2_TESTKIT_NEW_PASSCODE: "The new passcode, for `change-passcode` and `unlock`.",
  CIS2_TESTKIT_CACHE:
    "The folder for what the testkit can make again: its own keys and certificates, and compiled code. Default: `%LOCALAPPDATA%\\cis2-testkit\\Cache` on Windows, `~/Library/Caches/cis2-testkit` on macOS, else `cis2-testkit` in `XDG_CACHE_HOME` or `~/.cache`.",
  CIS2_TESTKIT_CA_FILE: "A PEM file of more certification authorities to trust.",
  CIS2_TESTKIT_PUK: "The unblocking code of a real card, for the cases of `--allow-destructive` that need it.",
  CIS2_TESTKIT_ADMINISTRATION_KEY:
    "The administration key of a real PIV card as `<algorithm>:<hex>`, for the cases of `--allow-destructive` that need it.",
  CIS2_TESTKIT_STATE:
    "The folder in which a run notes each change of a real card before it makes the change. Default: `%LOCALAPPDATA%\\cis2-testkit\\State` on Windows, `~/Library/Application Support/cis2-testkit` on macOS, else `cis2-testkit` in `XDG_STATE_HOME` or `~/.local/state`.",
  CIS2_TESTKIT_CONTROL_API: "Set by `pcsc` for the program that it runs: the address of the control API.",
  CIS2_TESTKIT_CONTROL_TOKEN: "The token of the control API. Without a token the API is only on loopback.",
  CIS2_TESTKIT_STORE_PASSWORD: "The password of the Redis of `--store`. So the password is not on the command line.",
  HTTPS_PROXY: "The proxy for requests to CIS2. `HTTP_PROXY` and `NO_PROXY` work, too.",
};

/** These fields are in a separate table. */
const settingsOfFakeCis2 = "relyingParty.cis2.settings.";

/** All that can be set in a file or in the environment. */
export function configurationPage(): string {
  const sections = [
    generated,
    "# Configuration",
    "This page lists everything that you can set in files and in environment variables. [Another page](cli.md) has the options of the command line.",
    "## The conformance run",
    [
      "These are the fields of the default export of [the configuration file](../conformance.md#configuration). An option on the command line",
      "is stronger than the environment variable of a field, and the variable is stronger than the file. You can set nested fields only in",
      "the file. If the file has an unknown field, the error names the field. The fields of `relyingParty.cis2.settings` are those of",
      "[the fake CIS2](#the-fake-cis2).",
    ].join("\n"),
    table(
      ["field", "environment", "type", "default", "meaning"],
      fieldsOf(configurationSchema)
        .filter(({ name }) => !name.startsWith(settingsOfFakeCis2))
        .map(({ name, type, default: value, description }) => [
          code(name),
          isTopLevel(name) && type !== "object" ? code(environmentName(name)) : "",
          type,
          value,
          description,
        ]),
    ),
    "## The fake CIS2",
    [
      "For some questions, public sources disagree or say nothing. These settings say what the fake CIS2 does then. Write them as JSON into",
      "a file, and name the file with `serve --settings <file>`. The last column has the evidence for each default.",
    ].join("\n"),
    fieldTable(settingsSchema),
    "## Relying parties",
    "Write one relying party, or an array of them, as JSON into a file, and name the file with `serve --relying-party <file>`. `POST /relying-parties` of the control API registers one relying party.",
    fieldTable(relyingPartySchema),
    "## Environment variables",
    table(
      ["variable", "meaning"],
      Object.entries(environmentVariables).map(([name, meaning]) => [code(name), meaning]),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

function isTopLevel(name: string): boolean {
  return !name.includes(".") && !name.includes("[");
}

function fieldTable(schema: z.ZodType): string {
  return table(
    ["field", "type", "default", "meaning"],
    fieldsOf(schema).map(({ name, type, required, default: value, description }) => [
      code(name),
      type,
      required ? "required" : value,
      description,
    ]),
  );
}
