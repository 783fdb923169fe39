import type { Complete, RootCommand } from "@bomb.sh/tab";
import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { personaNames } from "../care-identity/directory/persona-names.ts";
import { cardProfiles } from "../virtual-card/index.ts";

/** How the last of the words that were typed can go on, as the shell's script reads it: a line each, and `:` with a directive. */
export function completions(program: Command, words: readonly string[]): string {
  const known = commandsOf(program);
  const printed = printedBy(() => {
    known.parse([...words]);
  });
  // It never lets the shell complete names of files. If nothing is known, that is what is wanted.
  return /^:\d+$/.test(printed.trim()) ? ":0\n" : printed;
}

/** The script for a shell. `start` is the program, and its first words, that the script starts. */
export function completionScript(program: Command, shell: string, start: readonly string[]): string {
  const { name, known } = { name: program.name(), known: commandsOf(program) };
  const script = printedBy(() => {
    known.setup(name, start.map((word) => quoted(word, shell)).join(" "), shell);
  });
  // So that bash completes names of files if nothing else is known.
  return shell === "bash"
    ? `${script}complete -o default -F __${name.replaceAll("-", "_")}_complete ${name}\n`
    : script;
}

function offerPersonas(complete: Complete): void {
  for (const name of personaNames) complete(name, "");
}

function offerProfiles(complete: Complete): void {
  for (const { name, title } of cardProfiles) complete(name, title);
}

function commandsOf(program: Command): RootCommand {
  const known = tab(program);
  for (const [command, { options, arguments: operands }] of known.commands) {
    for (const one of [options.get("persona"), operands.get("persona")]) if (one) one.handler = offerPersonas;
    const card = options.get("card");
    if (card && command !== "pcsc") card.handler = offerProfiles;
  }
  return known;
}

/** The library prints by itself, on the console. */
function printedBy(work: () => void): string {
  const { console: output } = globalThis;
  const log = output.log.bind(output);
  const lines: string[] = [];
  output.log = (line = "") => lines.push(String(line));
  try {
    work();
  } finally {
    output.log = log;
  }
  return lines.map((line) => `${line}\n`).join("");
}

function quoted(word: string, shell: string): string {
  if (/^[\w./-]+$/.test(word)) return word;
  if (shell === "powershell") return `'${word.replaceAll("'", "''")}'`;
  return shell === "fish" ? `'${word.replaceAll(/['\\]/g, "\\$&")}'` : `'${word.replaceAll("'", "'\\''")}'`;
}
