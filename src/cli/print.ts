import { terminalText } from "../foundation/printable.ts";
import { clearProgress } from "../foundation/progress.ts";

/** Prints what a command was asked for. Text of cards, readers, files and servers cannot steer the terminal. */
export function print(text: string): void {
  clearProgress();
  process.stdout.write(terminalText(text));
}

/** Prints text with the colours that the testkit gave it. What is others' in it is clean by now. */
export function printStyled(text: string): void {
  clearProgress();
  process.stdout.write(text);
}

/** Prints on standard error what goes with the result and is no part of it. */
export function tell(text: string): void {
  clearProgress();
  process.stderr.write(terminalText(text));
}
