import { createInterface } from "node:readline/promises";
import { askLine } from "../foundation/ask-line.ts";
import { isTestkitError } from "../foundation/errors/testkit-error.ts";

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** Asks for the code, and does `work` with it. A person at a terminal is asked again after a wrong code, while tries are left. */
export async function withSecurityCode(
  prompt: string,
  work: (code: string) => Promise<void>,
  input: Input = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<void> {
  for (let refusal = ""; ;) {
    const code = await readCode(`${refusal}${prompt}`, input, output);
    try {
      await work(code);
      return;
    } catch (error) {
      const isWrong = isTestkitError(error, "UNLOCK_CODE_REFUSED");
      if (!isWrong || input.isTTY !== true || error.details["triesLeft"] === 0) throw error;
      refusal = `${error.message}\n`;
    }
  }
}

/** The lines are closed before a passcode is asked for at the same terminal. */
async function readCode(prompt: string, input: Input, output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input, output });
  try {
    return (await askLine(lines, prompt)).trim();
  } finally {
    lines.close();
  }
}
