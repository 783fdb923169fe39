import { createInterface } from "node:readline";
import { inspectReaders, openPcscReaders } from "../../src/client/index.ts";

// Another PC/SC program of this machine: answers each line of its input with how long, in milliseconds, looking at all readers took.
const readers = await openPcscReaders();
process.stdout.write("ready\n");
createInterface(process.stdin).on("line", () => void answer());

async function answer(): Promise<void> {
  const began = performance.now();
  const problem = await inspectReaders(readers).then(
    () => null,
    (error: unknown) => String(error),
  );
  process.stdout.write(`${JSON.stringify({ milliseconds: performance.now() - began, problem })}\n`);
}
