import { CommanderError } from "commander";
import { exitCodes } from "../conformance/verdicts/exit-code.ts";
import { createProgram } from "./program.ts";
import { reportError } from "./report-error.ts";

/** Runs the command that these words name, and prints what it refuses. Sets `process.exitCode`; never rejects. */
export async function runProgram(words: readonly string[]): Promise<void> {
  try {
    const program = await createProgram(words);
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage;
    } else {
      process.exitCode = reportError(error);
    }
  }
}
