import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { fromHex } from "../src/iso7816/index.ts";
import { openPcscReaders } from "../src/client/index.ts";
import { pcscdIsMissing, startPcscd } from "../interoperability/pcscd.ts";
import { median, timed, type Benchmark, type Measurement } from "./measurement.ts";
import { startVicc, viccIsMissing } from "./vicc.ts";

const select = fromHex("00A404000BA00000030800001000010000");
const selectMasterFile = fromHex("00A4000C023F00");

/**
 * A SELECT all the way through PC/SC, pcscd and vpcd and back: our card with and without immediate acknowledgement, and in
 * the same reader the card of vicc, vsmartcard's own emulator, which has nothing but the master file to select.
 */
const benchmark: Benchmark = async () => {
  const missing = pcscdIsMissing();
  if (missing !== undefined) return { skipped: missing };
  const pcscd = await startPcscd();
  const previous = process.env["PCSCLITE_CSOCK_NAME"];
  process.env["PCSCLITE_CSOCK_NAME"] = pcscd.environment.PCSCLITE_CSOCK_NAME;
  const cards = await Promise.all([serve(pcscd.ports[0], true), serve(pcscd.ports[1], false)]);
  try {
    const readers = await openPcscReaders();
    const measure = async (reader: string, commands: number, command = select) => {
      const connection = await readers.connect(reader);
      const times: number[] = [];
      for (let number = 0; number < commands; number += 1) {
        times.push(await timed(() => connection.transmit(command)));
      }
      await connection.disconnect();
      return median(times);
    };
    const [withQuickAck, without] = [await measure(pcscd.readers[0], 400), await measure(pcscd.readers[1], 40)];
    const name = "SELECT through pcscd and vpcd, median";
    const results: Measurement[] = [
      { name: `${name}, with TCP_QUICKACK`, value: withQuickAck, unit: "ms", below: 2 },
      { name: `${name}, without`, value: without, unit: "ms" },
    ];
    const noVicc = viccIsMissing();
    if (noVicc !== undefined) return [...results, { name: `${name}, card of vicc`, skipped: noVicc }];
    const watching = new AbortController();
    const events = readers.watch(watching.signal)[Symbol.asyncIterator]();
    const gone = events.next();
    await cards[1].terminate();
    await gone;
    watching.abort();
    const vicc = await startVicc(pcscd.ports[1], pcscd.readers[1], readers);
    if (vicc === undefined) return [...results, { name: `${name}, card of vicc`, skipped: "its card did not appear" }];
    try {
      const theirs = await measure(pcscd.readers[1], 100, selectMasterFile);
      results.push({ name: `${name}, card of vicc`, value: theirs, unit: "ms" });
      results.push({ name: "our card with TCP_QUICKACK against vicc's", value: theirs / withQuickAck, unit: "times" });
      results.push({ name: "our card without it against vicc's", value: theirs / without, unit: "times" });
    } finally {
      await vicc.stop();
    }
    return results;
  } finally {
    await Promise.all(cards.map((card) => card.terminate()));
    await pcscd.stop();
    if (previous === undefined) delete process.env["PCSCLITE_CSOCK_NAME"];
    else process.env["PCSCLITE_CSOCK_NAME"] = previous;
  }
};
export default benchmark;

/** The card lives in a thread of its own, as it lives in another process than the client. */
async function serve(port: number, quickAck: boolean): Promise<Worker> {
  const worker = new Worker(new URL("card-worker.ts", import.meta.url), { workerData: { port, quickAck } });
  await once(worker, "message");
  return worker;
}
