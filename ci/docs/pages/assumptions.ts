import type { Concern } from "../../../src/assumptions/index.ts";
import { assumptionTable } from "../../../src/comparison/index.ts";
import { loadRequirements } from "../../../src/conformance/index.ts";
import { platformSettingsSchema } from "../../../src/fake-api-platform/index.ts";
import { cis1SettingsSchema } from "../../../src/fake-cis1/index.ts";
import { settingsSchema } from "../../../src/fake-cis2/index.ts";
import { code, generated, table } from "./markdown.ts";
import { fieldsOf } from "./schema-fields.ts";

type Row = ReturnType<typeof assumptionTable>[number];

const introduction = [
  "This page lists what the testkit assumes about the real CIS2, Smartcard Connect and the cards. Each assumption has an id that never",
  "changes, and a basis:",
  "",
  "- FACT: a source says it.",
  "- INFERENCE: we conclude it from sources.",
  "- UNKNOWN: we found no source.",
  "- OURS: we designed it.",
  "",
  "The command [`compare`](../how-to/compare-with-the-real-cis2.md) checks many of the assumptions against a real environment of CIS2.",
].join("\n");

const aboutUnknown = [
  "The two most important unknowns are how Smartcard Connect and CIS2 talk to each other, and what is in the NHS's own conformance list",
  "(PAGE-CONFORMANCE-01). We also do not know how real cards differ from their standards, because we had no NHS card.",
  "",
  "The three lists below have every assumption with the basis UNKNOWN. If an assumption begins with _Assumed_, the testkit does what the",
  "assumption says, but the real CIS2 may do something else. If it begins with _Question_, no public source answers it, and the",
  "testkit guesses. The tables after the lists say how you can find out.",
  "",
  "Some assumptions have the name of a setting in brackets, with its default. With this setting you can change what the testkit does.",
  "[Configuration](configuration.md) says how.",
].join("\n");

const aboutExchange = [
  "No public text describes how Smartcard Connect and CIS2 talk to each other. So we designed [our own exchange](../sign-in-exchange.md)",
  "(PAGE-EXCHANGE-02 and PAGE-EXCHANGE-03).",
].join("\n");

const aboutTables = [
  "The default of a setting is what we assume. The column _how to find out_ says how you can check this at the real service. To _record_",
  "a sign-in means to save the browser's requests in a file. [Compare](../how-to/compare-with-the-real-cis2.md#2-record-a-sign-in-and-compare-it)",
  "says how. The last column has the options of `compare` that check the assumption. If it is empty, `compare` cannot check it.",
].join("\n");

const aboutPlatform =
  "`compare` cannot check these assumptions. [Call an API after a sign-in](../how-to/call-an-api-after-sign-in.md) explains the fake API platform.";

const aboutGas = [
  "`gas` is the sign-in service of CIS1, which came before CIS2. The Identity Agent, the older NHS client, uses it. `compare` cannot check these",
  "assumptions. [The legacy exchange](../sign-in-exchange.md#the-legacy-exchange-identity-agent-and-cis1) explains the fake `gas`.",
].join("\n");

const aboutRequirements = [
  "We conclude these requirements from the sources in the last column, so each has the basis INFERENCE. To find out whether we are right,",
  "ask the NHS for its list of technical conformance requirements. `compare` cannot check these assumptions.",
  "",
  "Some sources are public NHS code: the systems Mavis, breast-screening, EPS tracker and Galleri, which sign people in with CIS2.",
].join("\n");

/** In the order in which it matters to a reader who builds a system. */
const concerns: Readonly<Record<Concern, readonly [title: string, about?: string]>> = {
  systems: ["What could break your system"],
  people: ["What could look different to people"],
  clients: ["What could be different for a client or a card", aboutExchange],
};

/** What the testkit assumes of the real thing: first what is unknown, then every row, by the part that uses it. */
export function assumptionsPage(): string {
  const requirements = loadRequirements();
  const rows = assumptionTable(requirements);
  const defaults = defaultsOfSettings();
  const unknownOf = (concern: string) =>
    rows
      .filter((row) => row.basis === "UNKNOWN" && row.concerns === concern)
      .map(({ id, setting, evidence }) => {
        const name = setting === undefined ? "" : ` (${nameOf(setting, defaults)})`;
        return `- ${id}${name}. ${evidence}`;
      })
      .join("\n");
  const settings = rows.filter((row) => row.of === "setting");
  const ofComponent = (component: string) => settings.filter(({ setting }) => setting?.startsWith(`${component}.`));
  const inferred = requirements.filter(({ basis }) => basis === "INFERENCE");
  const sections = [
    ...["## What is unknown", aboutUnknown],
    ...Object.entries(concerns).flatMap(([concern, [title, ...about]]) => [
      `### ${title}`,
      ...about,
      unknownOf(concern),
    ]),
    ...["## Settings of the fake CIS2", aboutTables],
    tableOf(
      settings.filter(({ setting }) => !setting?.includes(".")),
      defaults,
    ),
    ...["## Settings of the fake API platform", aboutPlatform, tableOf(ofComponent("apiPlatform"), defaults)],
    ...["## Settings of the fake gas", aboutGas, tableOf(ofComponent("cis1"), defaults)],
    ...[
      "## Other assumptions",
      tableOf(
        rows.filter((row) => row.of === "page"),
        defaults,
      ),
    ],
    ...["## Requirements that we infer", aboutRequirements],
    table(
      ["id", "what is assumed", "sources"],
      inferred.map(({ id, requirement, source }) => [id, requirement, source]),
    ),
  ];
  return `${[generated, "# Assumptions", introduction, ...sections].join("\n\n")}\n`;
}

function tableOf(rows: readonly Row[], defaults: ReadonlyMap<string, string>): string {
  const named = rows.some(({ setting }) => setting !== undefined);
  const comparable = rows.some(({ options }) => options.length > 0);
  return table(
    [
      ...["id", "basis"],
      ...(named ? ["setting and its default", "what the setting decides, and why"] : ["what is assumed, and why"]),
      ...["how to find out", ...(comparable ? ["options of `compare`"] : [])],
    ],
    rows.map(({ id, basis, setting, evidence, check, options }) => [
      ...[id, basis, ...(setting === undefined ? [] : [nameOf(setting, defaults)])],
      ...[evidence, check, ...(comparable ? [options.map(code).join(" ")] : [])],
    ]),
  );
}

/** The name of a setting as its file has it, and its default, which is what is assumed. */
function nameOf(setting: string, defaults: ReadonlyMap<string, string>): string {
  const name = code(setting.split(".").at(-1) ?? setting);
  const value = defaults.get(setting);
  if (value === undefined || value === "") throw new Error(`${setting} has no default`);
  // The default of an object whose fields have their own defaults.
  return value === code("{}") ? name : `${name}, default ${value}`;
}

function defaultsOfSettings(): ReadonlyMap<string, string> {
  const fields = [
    ...fieldsOf(settingsSchema),
    ...fieldsOf(platformSettingsSchema).map((field) => ({ ...field, name: `apiPlatform.${field.name}` })),
    ...fieldsOf(cis1SettingsSchema).map((field) => ({ ...field, name: `cis1.${field.name}` })),
  ];
  return new Map(fields.map((field) => [field.name, field.default]));
}
