import { inspectReaders } from "../../src/client/index.ts";
import { fromHex } from "../../src/iso7816/index.ts";
import { InProcessReaders } from "../../src/virtual-card/index.ts";
import { readCardTrace } from "../../src/virtual-card/trace/card-trace.ts";
import { ReplayedCard } from "../../src/virtual-card/trace/replayed-card.ts";
import { dataFileTarget } from "../runner/data-file.ts";
import { isRefusal } from "../runner/target.ts";

const trace = {
  format: "cis2-testkit card trace",
  version: 1,
  testkit: "0.1.0",
  recordedAt: "2026-11-24T12:00:00Z",
  seed: "seed",
  card: { atr: "3B00", series: 9, serial: "00" },
  allowDestructive: false,
  withPuk: false,
  verdicts: { "CARD-01": "passed" },
  exchanges: [
    { command: "00A404000BA00000030800001000010000", response: "6105" },
    { command: "00C0000005", response: "61034F01AA9000" },
    { command: "00200080", response: "63C3" },
    { command: "00200080", secret: true, response: "9000" },
  ],
};

/** Files with the trace of a card: one that is accepted can be replayed, in order and by command. */
export const target = dataFileTarget({
  name: "trace-file",
  seeds: [trace],
  dictionary: ["9000", "6A82", "61FF", "6C00", "secret"],
  read: async (file) => {
    const read = readCardTrace(file);
    for (const match of ["order", "command"] as const) {
      const readers = new InProcessReaders();
      readers.addReader("R1");
      readers.insert("R1", new ReplayedCard(read, match));
      await inspectReaders(readers);
      const replayed = new ReplayedCard(read, match);
      for (const { command } of read.exchanges) answered(replayed, fromHex(command));
    }
  },
});

/** The card answers, or says where the trace differs. */
function answered(card: ReplayedCard, command: Uint8Array): void {
  try {
    card.transmit(command);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}
