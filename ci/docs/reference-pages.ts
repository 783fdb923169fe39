import { z } from "zod";
import { jsonOutputSchemas } from "../../src/cli/json-output.ts";
import { loadRequirements, reportSchema } from "../../src/conformance/index.ts";
import { catalogue, type ErrorEntry, type ResponsibleParty } from "../../src/foundation/errors/catalogue.ts";
import { assumptionsPage } from "./pages/assumptions.ts";
import { cliPage } from "./pages/cli.ts";
import { configurationPage } from "./pages/configuration.ts";
import { controlApiPage, readOpenApiDocument } from "./pages/control-api.ts";
import { pageWithExamples } from "./pages/examples.ts";
import { generated } from "./pages/markdown.ts";
import { performancePage } from "./pages/performance.ts";

export interface ReferencePage {
  /** Path below the project's root. */
  readonly path: string;
  readonly content: string;
}

/** Pages with blocks that are files of examples/. */
const pagesWithExamples = ["docs/how-to/use-in-your-own-tests.md", "docs/how-to/give-programs-a-smartcard.md"];

/** The files of docs/reference that are written from the code's own tables, and pages that show examples. */
export async function referencePages(): Promise<readonly ReferencePage[]> {
  const openApi = await readOpenApiDocument();
  return [
    { path: "docs/reference/cli.md", content: cliPage() },
    { path: "docs/reference/configuration.md", content: configurationPage() },
    { path: "docs/reference/control-api.md", content: controlApiPage(openApi) },
    { path: "docs/reference/openapi.json", content: JSON.stringify(openApi) },
    { path: "docs/reference/errors.md", content: errorsPage() },
    { path: "docs/reference/performance.md", content: performancePage() },
    { path: "docs/reference/requirements.md", content: requirementsPage() },
    { path: "docs/reference/report.schema.json", content: JSON.stringify(z.toJSONSchema(reportSchema)) },
    { path: "docs/reference/json-output.schema.json", content: JSON.stringify(jsonOutputSchemas()) },
    { path: "docs/reference/assumptions.md", content: assumptionsPage() },
    ...pagesWithExamples.map((path) => ({ path, content: pageWithExamples(path) })),
  ];
}

const whoActs: Record<ResponsibleParty, string> = {
  person: "the person who signs in or uses the card",
  card: "the person who has the card",
  reader: "the person who looks after the computer and its reader",
  network: "the person who looks after the network or the server",
  cis2: "the developer of CIS2, or of the program that calls CIS2",
  "relying-party": "the developer of the relying party",
  operator: "the person who runs the testkit",
};

const fieldsAsCode = (text: string) => text.replace(/\{(\w+)\}/g, "`{$1}`");

function errorsPage(): string {
  const entries = Object.entries<ErrorEntry>(catalogue).map(
    ([code, { responsible: fault, message, cause, cure, nhs }]) =>
      [
        `## ${code}`,
        fieldsAsCode(message),
        [
          `- **Who has to act:** ${whoActs[fault]}`,
          `- **Cause:** ${cause}`,
          `- **What to do:** ${fieldsAsCode(cure)}`,
          ...(nhs === undefined ? [] : [`- **The NHS's text or code:** ${nhs}`]),
        ].join("\n"),
      ].join("\n\n"),
  );
  const introduction = [
    "Each error that the testkit reports has one of these codes. We never rename a code, and never reuse a code for another error.",
    "Each section begins with the error's message. In the message, the testkit replaces a name in braces, such as `{triesLeft}`, with a value.",
    "Some errors also occur at the real CIS2 or in the NHS's software. For them, the last line of the section gives the NHS's text or code.",
    "The [glossary](../glossary.md) says what the terms mean.",
  ];
  return `${[generated, "# Errors", ...introduction, ...entries].join("\n\n")}\n`;
}

function requirementsPage(): string {
  const entries = loadRequirements().map(({ id, area, requirement, source, basis, note, notTestable }) =>
    [
      `## ${id}`,
      requirement,
      [
        `- **Area:** ${area}`,
        `- **Basis:** ${basis}`,
        `- **Source:** ${source}`,
        ...(note ? [`- **Note:** ${note}`] : []),
        ...(notTestable ? [`- **Not testable:** ${notTestable}`] : []),
      ].join("\n"),
    ].join("\n\n"),
  );
  const introduction = [
    "This page lists the requirements that the conformance suite tests. The list and its wording are ours, not the NHS's. To run the",
    "scenarios of one requirement, give its id: `cis2-testkit conformance --tags @req:NHS-20`.",
    "",
    "Each requirement has one of three bases:",
    "",
    "- FACT: a source says it.",
    "- SPEC: a specification requires it.",
    "- INFERENCE: we conclude it. No source says it.",
    "",
    "Some sources are public NHS code: the systems Mavis, breast-screening, EPS tracker and Galleri, which sign people in with CIS2.",
    "",
    "The HSCN is the private network of the NHS. CIS1 is the service that came before CIS2. The [glossary](../glossary.md) explains",
    "other terms, such as assertion.",
  ].join("\n");
  return `${[generated, "# Requirements", introduction, ...entries].join("\n\n")}\n`;
}
