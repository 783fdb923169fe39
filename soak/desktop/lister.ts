import { createInterface } from "node:readline";
import { type ReaderSource, toHex } from "../../src/iso7816/index.ts";
import { inspectReaders, openPcscReaders } from "../../src/client/index.ts";

// Another PC/SC program of this machine: answers each line of its input with how long, in milliseconds, looking at all readers took.
const opened = await openPcscReaders();
/** What the look under way was doing, and when it began, for one that is slow. */
const phases: string[] = [];
let began = 0;
function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  return work().finally(() => {
    phases.push(`${name} ${(from - began).toFixed()}-${(performance.now() - began).toFixed()}`);
  });
}
const readers: ReaderSource = {
  list: () => timed("list", () => opened.list()),
  watch: (signal) => opened.watch(signal),
  connect: async (reader) => {
    const connection = await timed("connect", () => opened.connect(reader));
    return {
      atr: connection.atr,
      protocol: connection.protocol,
      transmit: (command) => timed(`command ${toHex(command.subarray(0, 4))}`, () => connection.transmit(command)),
      transaction: (work) => {
        let waits = true;
        const from = performance.now();
        return timed("transaction", () =>
          connection.transaction(() => {
            if (waits) phases.push(`begin ${(from - began).toFixed()}-${(performance.now() - began).toFixed()}`);
            waits = false;
            return work();
          }),
        );
      },
      disconnect: () => timed("disconnect", () => connection.disconnect()),
    };
  },
};
process.stdout.write("ready\n");
createInterface(process.stdin).on("line", () => void answer());

async function answer(): Promise<void> {
  began = performance.now();
  phases.length = 0;
  const { busy, problem } = await inspectReaders(readers).then(
    (found) => ({ busy: found.filter((reader) => reader.problem?.code === "READER_BUSY").length, problem: null }),
    (error: unknown) => ({ busy: 0, problem: String(error) }),
  );
  process.stdout.write(`${JSON.stringify({ milliseconds: performance.now() - began, problem, busy, phases })}\n`);
}
