import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { pcscdIsMissing, startPcscd, withPcscd, type Pcscd } from "../../interoperability/pcscd.ts";
import { openPcscReaders } from "../../src/client/index.ts";
import { fromHex, type ReaderSource } from "../../src/iso7816/index.ts";
import type { Benchmark } from "../benchmark.ts";
import type { Result } from "../figures/results.ts";
import { medianOf } from "../measure/median.ts";
import { startVicc, viccIsMissing } from "./vicc.ts";

const select = fromHex("00A404000BA00000030800001000010000");
const selectMasterFile = fromHex("00A4000C023F00");

const benchmark: Benchmark = {
  title: "A card in pcscd",
  about: `This benchmark sends a SELECT command through PC/SC, pcscd and vpcd to a card, and waits for the response. On Linux,
pcscd is the PC/SC service, and vpcd is its driver for virtual readers. Each figure is a median.

- Our card is measured with and without immediate acknowledgement (TCP_QUICKACK,
  [decision 0023](../decisions/0023-quick-acknowledgement.md)).
- vicc is the card emulator of the project vsmartcard, which also makes vpcd. The card of vicc has only a master file, so the
  command selects this file.

Each card has a separate thread or process.`,
  run: async () => {
    const name = "SELECT through pcscd and vpcd";
    const missing = pcscdIsMissing();
    if (missing !== undefined) return [{ kind: "unmeasured", name, because: missing }];
    const pcscd = await startPcscd();
    try {
      return await withPcscd(pcscd, () => measure(name, pcscd));
    } finally {
      await pcscd.stop();
    }
  },
};
export default benchmark;

async function measure(name: string, pcscd: Pcscd): Promise<Result[]> {
  const cards = await Promise.all([serve(pcscd.ports[0], true), serve(pcscd.ports[1], false)]);
  try {
    const readers = await openPcscReaders();
    const ours = await medianOfCommands(readers, pcscd.readers[0], 400, select);
    const slow = await medianOfCommands(readers, pcscd.readers[1], 40, select);
    const noVicc = viccIsMissing();
    await cards[1].terminate();
    const vicc = noVicc === undefined ? [await medianOfVicc(pcscd, readers)] : [];
    return [
      {
        kind: "comparison",
        name,
        unit: "ms",
        better: "lower",
        sides: [
          { name: "our card", value: ours },
          { name: "our card without TCP_QUICKACK", value: slow, times: 0.1 },
          ...vicc.map((value) => ({ name: "the card of vicc", value })),
        ],
      },
      ...(noVicc === undefined ? [] : [{ kind: "unmeasured" as const, name: "the card of vicc", because: noVicc }]),
    ];
  } finally {
    await Promise.all(cards.map((card) => card.terminate()));
  }
}

async function medianOfVicc(pcscd: Pcscd, readers: ReaderSource): Promise<number> {
  const vicc = await startVicc(pcscd.ports[1], pcscd.readers[1], readers);
  try {
    return await medianOfCommands(readers, pcscd.readers[1], 40, selectMasterFile);
  } finally {
    await vicc.stop();
  }
}

async function medianOfCommands(readers: ReaderSource, reader: string, times: number, command: Uint8Array) {
  const connection = await readers.connect(reader);
  try {
    return await medianOf(times, () => connection.transmit(command));
  } finally {
    await connection.disconnect();
  }
}

/** The card lives in its own thread, as it lives in another process than the client. */
async function serve(port: number, quickAck: boolean): Promise<Worker> {
  const worker = new Worker(new URL("card-worker.ts", import.meta.url), { workerData: { port, quickAck } });
  await once(worker, "message");
  return worker;
}
