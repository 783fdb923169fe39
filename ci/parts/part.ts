import { spawn } from "node:child_process";

export interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: NodeJS.ProcessEnv;
}

export interface PartResult {
  readonly name: string;
  readonly exitCode: number;
  readonly seconds: number;
}

/** Runs it to its end. Its output is printed in one piece once it has ended, or as it comes with `live`. */
export async function runPart({ name, command, environment }: Part, live = false): Promise<PartResult> {
  const [program, ...words] = command;
  const began = performance.now();
  const child = spawn(program, words, {
    env: environment ?? process.env,
    stdio: live ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => output.push(chunk));
  const exitCode = await new Promise<number>((resolve) => {
    child.once("close", (code) => {
      resolve(code ?? 1);
    });
    child.once("error", (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      resolve(1);
    });
  });
  const seconds = (performance.now() - began) / 1000;
  if (!live) process.stdout.write(`\n--- ${name}\n${Buffer.concat(output).toString()}`);
  return { name, exitCode, seconds };
}

/** One line a part: how long it took, and whether it failed. */
export function formatParts(results: readonly PartResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results
    .map(({ name, exitCode, seconds }) => {
      const outcome = exitCode === 0 ? "" : `  failed (${exitCode})`;
      return `${name.padEnd(width)} ${seconds.toFixed(1).padStart(7)} s${outcome}\n`;
    })
    .join("");
}

/** 0 if every part ended with 0, else the exit code of the first that did not. */
export function exitCodeOfParts(results: readonly PartResult[]): number {
  return results.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;
}
