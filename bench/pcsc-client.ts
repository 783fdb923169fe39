import { openPcscReaders } from "../src/client/index.ts";
import { fromHex } from "../src/iso7816/index.ts";
import { medianOf } from "./benchmark.ts";

// A PC/SC client in a process of its own: libpcsclite knows one service a process.
// node pcsc-client.ts select <reader> <times>: prints the median of a SELECT, in milliseconds.
// node pcsc-client.ts watch: prints a line once it watches, then each event with its time.
const [what, reader = "", times = "0"] = process.argv.slice(2);
const readers = await openPcscReaders();
/** Milliseconds of the clock that all processes share. */
const now = () => Number(process.hrtime.bigint()) / 1e6;

if (what === "select") {
  const command = fromHex("00A404000BA00000030800001000010000");
  const connection = await readers.connect(reader);
  const median = await medianOf(Number(times), () => connection.transmit(command));
  await connection.disconnect();
  process.stdout.write(`${String(median)}\n`);
} else {
  const stop = new AbortController();
  process.once("SIGTERM", () => {
    stop.abort();
  });
  const events = await readers.watch(stop.signal);
  process.stdout.write("watching\n");
  for await (const event of events) process.stdout.write(`${event.type} ${String(now())}\n`);
}
