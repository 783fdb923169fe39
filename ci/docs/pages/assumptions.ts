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
  "changes, and a basis. FACT: a source says it. INFERENCE: we conclude it from sources. UNKNOWN: we found no source. OURS: we",
  "designed it. The command [`compare`](../how-to/compare-with-the-real-cis2.md) checks many of the assumptions against a real CIS2.",
].join("\n");

const aboutUnknown = [
  "The two biggest unknowns are how Smartcard Connect and CIS2 talk to each other (PAGE-EXCHANGE-02, PAGE-EXCHANGE-03), and the",
  "NHS's own conformance list (PAGE-CONFORMANCE-01). How real cards differ from their standards is unknown too: we had no NHS card.",
  "",
  "We found no source for the lines below. After _Assumed_, a line says what the testkit does; the real CIS2 may do something else. After",
  "_Question_, a line asks what only the NHS can answer; what the testkit does is a guess. The tables at the end of this page say how you",
  "can find out.",
].join("\n");

const aboutExchange = [
  "No public text describes how Smartcard Connect and CIS2 talk to each other. We designed [our exchange](../sign-in-exchange.md) ourselves",
  "(PAGE-EXCHANGE-02 and PAGE-EXCHANGE-03).",
].join("\n");

/** In the order in which it matters to a reader who builds a system. */
const concerns: Readonly<Record<Concern, readonly [title: string, about?: string]>> = {
  systems: ["What could break your system"],
  people: ["What people could see differently"],
  clients: ["What a client or a card could meet", aboutExchange],
};

/** What the testkit assumes of the real thing: first what is unknown, then every row, by the part that uses it. */
export function assumptionsPage(): string {
  const rows = assumptionTable(loadRequirements());
  const defaults = defaultsOfSettings();
  const unknownOf = (concern: string) =>
    rows
      .filter((row) => row.basis === "UNKNOWN" && row.concerns === concern)
      .map(
        ({ id, setting, evidence }) => `- ${id}${setting === undefined ? "" : aside(setting, defaults)}. ${evidence}`,
      )
      .join("\n");
  const sections = [
    ...["## What is unknown", aboutUnknown],
    ...Object.entries(concerns).flatMap(([concern, [title, ...about]]) => [
      `### ${title}`,
      ...about,
      unknownOf(concern),
    ]),
    ...section("Settings of the fake CIS2", rows, "setting"),
    ...section("Pages of this documentation", rows, "page"),
    ...section("Requirements that we infer", rows, "requirement"),
  ];
  return `${[generated, "# Assumptions", introduction, ...sections].join("\n\n")}\n`;
}

function section(title: string, rows: readonly Row[], of: Row["of"]): string[] {
  const columns = ["id", "basis", "what is assumed, and the evidence", "how to find out", "options of `compare`"];
  const cells = rows
    .filter((row) => row.of === of)
    .map(({ id, basis, setting, evidence, check, options }) => [
      ...[id, basis, setting === undefined ? evidence : `${code(setting)}: ${evidence}`],
      ...[check, options.map(code).join(" ")],
    ]);
  return [`## ${title}`, table(columns, cells)];
}

/** The name of a setting and its default, which says what is assumed. */
function aside(setting: string, defaults: ReadonlyMap<string, string>): string {
  const value = defaults.get(setting);
  if (value === undefined || value === "") throw new Error(`${setting} has no default`);
  return ` (${code(setting)}, default ${value})`;
}

function defaultsOfSettings(): ReadonlyMap<string, string> {
  const fields = [
    ...fieldsOf(settingsSchema),
    ...fieldsOf(platformSettingsSchema).map((field) => ({ ...field, name: `apiPlatform.${field.name}` })),
    ...fieldsOf(cis1SettingsSchema).map((field) => ({ ...field, name: `cis1.${field.name}` })),
  ];
  return new Map(fields.map((field) => [field.name, field.default]));
}
