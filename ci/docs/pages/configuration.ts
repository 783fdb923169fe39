import type { z } from "zod";
import { configurationSchema, environmentName } from "../../../src/conformance/index.ts";
import { relyingPartySchema, settingsSchema } from "../../../src/fake-cis2/index.ts";
import { code, generated, table } from "./markdown.ts";
import { fieldsOf } from "./schema-fields.ts";

/** Read by one part of the testkit or another, beside the conformance run's settings. */
export const environmentVariables: Readonly<Record<string, string>> = {
  CIS2_TESTKIT_PASSCODE: "The passcode, for commands that would ask for it at the terminal.",
  CIS2_TESTKIT_NEW_PASSCODE: "The new passcode, for `change-passcode` and `unlock`.",
  CIS2_TESTKIT_CACHE:
    "The folder for made-up keys and authorities; `cis2-testkit` in `XDG_CACHE_HOME` or `~/.cache` by default.",
  CIS2_TESTKIT_CA_FILE: "Further certification authorities to trust, in PEM.",
  CIS2_TESTKIT_PUK: "The unblocking code of a real card, for the cases of `--allow-destructive` that need it.",
  CIS2_TESTKIT_ADMINISTRATION_KEY:
    "The administration key of a real PIV card as `<algorithm>:<hex>`, for the cases of `--allow-destructive` that need it.",
  CIS2_TESTKIT_STATE:
    "The folder in which a run keeps what it may just be changing on a real card. Default: the platform's folder for state.",
  CIS2_TESTKIT_CONTROL_API: "Set by `pcsc` for the program that it runs: the address of the control API.",
  CIS2_TESTKIT_CONTROL_TOKEN: "The token of the control API; without one it stays on loopback.",
  CIS2_TESTKIT_STORE_PASSWORD: "The password of the Redis that `--store` names, so that it is in no argument list.",
  HTTPS_PROXY: "The proxy for requests to CIS2; `HTTP_PROXY` and `NO_PROXY` go with it.",
};

/** All that can be set in a file or in the environment. */
export function configurationPage(): string {
  const sections = [
    generated,
    "# Configuration",
    "What can be set in files and in the environment. For the command line see [its page](cli.md).",
    "## The conformance run",
    [
      "The default export of [the configuration file](../conformance.md#configuration). Flags win over environment variables,",
      "those over the file.",
      "An unknown name is refused, and named. Nested fields are set in the file alone.",
    ].join("\n"),
    table(
      ["field", "environment", "type", "default", "meaning"],
      fieldsOf(configurationSchema).map(({ name, type, default: value, description }) => [
        code(name),
        isTopLevel(name) && type !== "object" ? code(environmentName(name)) : "",
        type,
        value,
        description,
      ]),
    ),
    "## The fake CIS2",
    [
      "JSON for `serve --settings <file>`: how the fake CIS2 behaves where public sources disagree or say nothing.",
      "The meaning has the evidence for each default.",
    ].join("\n"),
    fieldTable(settingsSchema),
    "## Relying parties",
    "JSON for `serve --relying-party <file>`, one or an array of them, and for `POST /relying-parties` of the control API.",
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
