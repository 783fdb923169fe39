import type { Command } from "commander";
import { createProgram } from "../../../src/cli/program.ts";
import { code, generated, table } from "./markdown.ts";

const program = await createProgram();

/** Every command with its arguments and options, as `--help` has them. */
export function cliPage(): string {
  const introduction = [
    program.description(),
    "",
    "`./cis2-testkit <command> --help` prints this page's text about one command. The [glossary](../glossary.md) says what the terms",
    "mean. If an argument or option is shown with three dots, such as `<file...>`, you can give it several values, with spaces between them.",
    "",
    "For each command, a [JSON Schema](json-output.schema.json) describes what `--json` prints. The names in that JSON are in",
    "camelCase. Only claims have the names that CIS2 gives them.",
    "The [exit codes](../conformance.md#exit-codes) are the same for all commands.",
  ].join("\n");
  return `${[generated, "# Command line", introduction, ...leaves(program).flatMap(section)].join("\n\n")}\n`;
}

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function section(command: Command): string[] {
  const help = command.createHelp();
  const name = help.commandUsage(command).split(/ [[<]/)[0] ?? "";
  const rows = [
    ...help.visibleArguments(command).map((one) => [`<${help.argumentTerm(one)}>`, help.argumentDescription(one)]),
    ...help.visibleOptions(command).map((one) => [help.optionTerm(one), help.optionDescription(one)]),
  ].filter(([term]) => term !== "-h, --help");
  return [
    `## ${name}`,
    command.description(),
    code(help.commandUsage(command)),
    ...(rows.length === 0 ? [] : [table(["argument or option", "meaning"], rows.map(asCode))]),
  ];
}

function asCode([term = "", meaning = ""]: readonly string[]): string[] {
  return [code(term), placeholdersAsCode(meaning.replace(/ \(default: (false|\[\])\)$/, ""))];
}

/** Markdown would take `<file>` to be a tag, and not show it. */
function placeholdersAsCode(text: string): string {
  const parts = text.split(/(`[^`]*`)/);
  const inCode = (part: string) => part.replaceAll(/[\w+/:@[\].-]*<\w+>[\w+/:@<>[\].-]*/g, (match) => code(match));
  return parts.map((part) => (part.startsWith("`") ? part : inCode(part))).join("");
}
