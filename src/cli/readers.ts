import { Command } from "commander";
import type { TestkitError } from "../foundation/errors/testkit-error.ts";
import type { InspectedReader } from "../client/index.ts";
import { endWithoutReaders } from "./end-without-readers.ts";
import { print, tell } from "./print.ts";
import { jsonText, lineOfText } from "../foundation/printable.ts";

interface Options {
  watch: boolean;
  json: boolean;
}

/** `cis2-testkit readers`: the readers of this machine and the cards in them. */
export function readersCommand(): Command {
  return new Command("readers")
    .description(
      "List the readers of this machine. For each card, show which driver of the client fits the card, the certificates, their expiry and the passcode tries left. The command spends no try.",
    )
    .option("--watch", "keep running, and report each change", false)
    .option("--json", "print one JSON object per line", false)
    .action(async ({ watch, json }: Options) => {
      const { inspectReader, inspectReaders, openPcscReaders } = await import("../client/index.ts");
      const readers = await openPcscReaders();
      const show = (line: unknown, words: () => string) => {
        print(json ? `${jsonText(line)}\n` : words());
      };
      const printReader = (reader: InspectedReader) => {
        show(plain(reader), () => formatReader(reader));
      };
      if (!watch) {
        const found = await inspectReaders(readers);
        if (found.length === 0 && !json) print("There is no smartcard reader.\n");
        for (const reader of found) printReader(reader);
        endWithoutReaders();
        return;
      }
      const stop = new AbortController();
      const end = () => {
        stop.abort();
      };
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
      const events = await readers.watch(stop.signal);
      const tellEvents = async () => {
        for await (const event of events) {
          const { type, reader } = event;
          show({ event: type, reader }, () => `${type.padEnd(14)} ${lineOfText(reader)}\n`);
          if (type === "card-inserted") printReader(await inspectReader(readers, { name: reader, atr: event.atr }));
        }
      };
      const tellWhatIsThere = async () => {
        for (const reader of await whatIsThere(() => inspectReaders(readers))) printReader(reader);
      };
      await Promise.all([tellEvents(), tellWhatIsThere()]);
      endWithoutReaders();
    });
}

/** A service that is not running yet is waited for, not failed on. */
async function whatIsThere(look: () => Promise<InspectedReader[]>): Promise<InspectedReader[]> {
  const { isTestkitError } = await import("../foundation/errors/testkit-error.ts");
  try {
    return await look();
  } catch (error) {
    if (!isTestkitError(error, "PCSC_SERVICE_STOPPED")) throw error;
    tell(`${lineOfText(error.message)} Waiting for it.\n`);
    return [];
  }
}

function plain({ problem, unreadable, ...reader }: InspectedReader): object {
  const told = ({ code, message, cure }: TestkitError) => ({ code, message, cure });
  return {
    ...reader,
    ...(unreadable && { unreadable: unreadable.map((one) => ({ part: one.part, ...told(one.problem) })) }),
    ...(problem && { problem: told(problem) }),
  };
}

function formatReader({
  reader,
  atr,
  driver,
  series,
  serial,
  certificates,
  triesLeft,
  unreadable = [],
  problem,
}: InspectedReader): string {
  const rows: [string, string][] = [];
  const isBlank =
    driver !== undefined &&
    certificates.length === 0 &&
    problem === undefined &&
    !unreadable.some(({ part }) => part.endsWith("certificate"));
  if (atr === undefined) rows.push(["Card", "none"]);
  else rows.push(["Card", driver === undefined ? "not read" : `${driver} (series ${series ?? "?"})`], ["ATR", atr]);
  if (serial !== undefined) rows.push(["Serial", serial]);
  for (const { purpose, subject, notAfter } of certificates) {
    rows.push([`For ${purpose}`, `${subject}, expires ${notAfter.toISOString().slice(0, 10)}`]);
  }
  if (isBlank) rows.push(["Certificates", "none: the card is blank, or was never issued"]);
  if (triesLeft !== undefined) rows.push(["Tries left", triesLeft === 0 ? "0: the card is locked" : String(triesLeft)]);
  for (const { part, problem } of unreadable) rows.push(["Not read", `${part}: ${problem.code}: ${problem.message}`]);
  if (problem !== undefined) rows.push(["Problem", `${problem.code}: ${problem.message}`], ["", problem.cure]);
  return [lineOfText(reader), ...rows.map(([name, value]) => `  ${name.padEnd(18)} ${lineOfText(value)}`), ""].join(
    "\n",
  );
}
