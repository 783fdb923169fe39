import { markdownText } from "../../foundation/printable.ts";
import type { Comparison } from "../compare.ts";
import { authorizationShapes, localCalls, pageForms, providerCookies } from "../shapes/exchange-shapes.ts";
import { wordOf } from "../shapes/words.ts";

export interface Sheet {
  readonly markdown: string;
  /** The part of it that comes from the input, for the search: all else is in the testkit's own code. */
  readonly seen: string;
}

/** What a comparison found, as shapes: Markdown that is safe to publish once it was searched for the input's values. */
export function shareSheet(comparison: Comparison): Sheet {
  const seen: string[] = [];
  const cell = (text: string) => {
    seen.push(text);
    return markdownText(text);
  };
  const table = (title: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
    rows.length === 0
      ? []
      : [
          `## ${title}`,
          "",
          `| ${head.join(" | ")} |`,
          `| ${head.map(() => "---").join(" | ")} |`,
          ...rows.map((row) => `| ${row.join(" | ")} |`),
          "",
        ];
  const { recording, differences, assumptions, compared } = comparison;
  const list = (all: readonly string[]) => all.map(cell).join("<br>");
  const lines = [
    "# A CIS2 compared with the fake one of cis2-testkit",
    "",
    "Shapes alone: names of members, kinds and lengths. No token, code, cookie, name or id of anybody.",
    "",
    `Compared: ${compared.join(", ") || "nothing"}.`,
    "",
    ...table(
      "Differences",
      ["harm", "where", "name", "the fake CIS2", "seen", "assumption"],
      differences.map((one) => [
        String(one.harm),
        one.place,
        cell(nameIn(one.name)),
        markdownText(one.ours),
        cell(one.seen),
        one.assumption ?? "",
      ]),
    ),
    ...table(
      "Assumptions that something was seen of",
      ["id", "basis", "outcome"],
      assumptions.filter(({ outcome }) => outcome !== "not seen").map(({ id, basis, outcome }) => [id, basis, outcome]),
    ),
    ...table(
      "Authorization requests",
      ["parameters", "status", "came back with"],
      authorizationShapes(recording).map(({ parameters, status, response }) => [
        list(parameters),
        String(status),
        list(response ?? []),
      ]),
    ),
    ...table(
      "Calls of pages to this computer",
      ["port", "call", "status", "messages", "request", "response", "headers"],
      localCalls(recording).map((one) => [
        one.port,
        cell(`${one.method} ${one.path}`),
        String(one.status),
        ...[one.messages, one.request, one.response, one.headers].map(list),
      ]),
    ),
    ...table(
      "Forms on the provider's pages",
      ["page", "method", "action", "fields"],
      pageForms(recording).map((one) => [cell(one.page), cell(one.method), cell(one.action), list(one.fields)]),
    ),
    ...table(
      "The provider's cookies",
      ["name", "path", "HttpOnly", "Secure", "SameSite", "lasts"],
      providerCookies(recording).map((one) => [
        cell(one.name),
        cell(one.path),
        String(one.httpOnly),
        String(one.secure),
        cell(wordOf(one.sameSite.replaceAll(" ", "_"))),
        one.lasts,
      ]),
    ),
  ];
  return { markdown: `${lines.join("\n").trimEnd()}\n`, seen: seen.join("\n") };
}

/** Paths and member names are words already, or told by their length. */
function nameIn(name: string): string {
  return name
    .split("/")
    .map((part) => (part === "" || part.startsWith("{") ? part : wordOf(part)))
    .join("/");
}
