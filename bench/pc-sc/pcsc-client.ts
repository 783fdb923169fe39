import { createInterface } from "node:readline";
import { openPcscReaders } from "../../src/client/index.ts";
import { fromHex } from "../../src/iso7816/index.ts";
import { medianOf } from "../measure/median.ts";

// A PC/SC client in its own process: libpcsclite knows one service a process.
// node pcsc-client.ts <reader>: prints "ready"; then for each line of its input, a number, the median of so many SELECTs, in
// milliseconds; and each event of the readers with its time.
const [reader = ""] = process.argv.slice(2);
const readers = await openPcscReaders();
/** Milliseconds of the clock that all processes share. */
const now = () => Number(process.hrtime.bigint()) / 1e6;
const print = (line: string) => process.stdout.write(`${line}\n`);

const stop = new AbortController();
const events = await readers.watch(stop.signal);
const input = createInterface(process.stdin);
input.on("line", (times) => {
  void select(Number(times));
});
input.once("close", () => {
  stop.abort();
});
print("ready");
for await (const event of events) print(`${event.type} ${String(now())}`);

async function select(times: number): Promise<void> {
  const command = fromHex("00A404000BA00000030800001000010000");
  const connection = await readers.connect(reader);
  const median = await medianOf(times, () => connection.transmit(command));
  await connection.disconnect();
  print(`median ${String(median)}`);
}
