import { createInterface } from "node:readline/promises";
import { askLine } from "../../../foundation/ask-line.ts";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { terminalText } from "../../../foundation/printable.ts";

/** Somebody at a terminal. */
export interface Terminal {
  say(text: string): void;
  /** Resolves to what was typed; rejects as {@link askLine}. */
  ask(question: string, signal?: AbortSignal): Promise<string>;
  close(): void;
}

/** The terminal of this process. Throws DRIVER_MISSING if standard input is none: nobody would answer. */
export function openTerminal(input: NodeJS.ReadStream = process.stdin, output = process.stderr): Terminal {
  if (!input.isTTY) {
    const reason = "standard input is no terminal, so nobody could be asked";
    throw new TestkitError("DRIVER_MISSING", { driver: "hand", reason });
  }
  const lines = createInterface({ input, output });
  return {
    say: (text) => void output.write(terminalText(`${text}\n`)),
    ask: (question, signal) => askLine(lines, question, signal),
    close: () => {
      lines.close();
    },
  };
}
