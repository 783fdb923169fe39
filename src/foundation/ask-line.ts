import { once } from "node:events";
import type { Interface } from "node:readline/promises";
import { TestkitError } from "./errors/testkit-error.ts";
import { lineOfText, terminalText } from "./printable.ts";

/**
 * The line that answers a question at the terminal. Others' text in the question cannot steer the terminal. Rejects with
 * INPUT_ENDED if the input has ended or ends first, and with an AbortError if the signal aborts first.
 */
export async function askLine(lines: Interface, question: string, signal?: AbortSignal): Promise<string> {
  const inputEnded = () => {
    throw new TestkitError("INPUT_ENDED", { question: lineOfText(question) });
  };
  const settled = new AbortController();
  const ended = once(lines, "close", { signal: settled.signal }).then(inputEnded);
  try {
    const text = terminalText(question);
    return await Promise.race([signal ? lines.question(text, { signal }) : lines.question(text), ended]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_USE_AFTER_CLOSE") return inputEnded();
    throw error;
  } finally {
    settled.abort();
  }
}
