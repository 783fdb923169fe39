import { globSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { CommandWorker } from "../../src/cli/testing/run-in-worker.ts";
import type { Report } from "../../src/conformance/index.ts";
import { skipWithout } from "../../src/foundation/testing/skip-without.ts";
import { InProcessReaders, PcscService, type InsertableCard } from "../../src/virtual-card/index.ts";
import { dumpOf } from "../../src/virtual-card/testing/card-dump.ts";
import { makeStranger, secrets, type StrangerName } from "./strangers.ts";

/** For a test's `skip` option. The service needs no daemon and no root, but its clients need libpcsclite. */
export const skip = skipWithout(
  globSync(["/usr/lib/*/libpcsclite.so.1", "/usr/lib*/libpcsclite.so.1", "/lib/*/libpcsclite.so.1"]).length === 0
    ? "the package libpcsclite1 is not installed"
    : undefined,
);

const reader = "Generic Reader 00 00";
let service: Awaited<ReturnType<typeof startService>> | undefined;

/** One for all cards, one after another: the PC/SC library of this process knows one service, and loading takes its time. */
async function startService() {
  const readers = new InProcessReaders();
  readers.addReader(reader);
  return { readers, pcsc: await PcscService.start(readers), commands: new CommandWorker() };
}

after(async () => {
  await service?.commands.close();
  await service?.pcsc.close();
});

export interface StrangerRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Absent if the run ended before its first scenario. */
  readonly report: Report | undefined;
}

/** A stranger's card in a PC/SC reader, and runs of the suite on it. */
export async function strangerBench(name: StrangerName, asSeen = (card: InsertableCard) => card) {
  service ??= await startService();
  const { readers, pcsc, commands } = service;
  const made = await makeStranger(name);
  readers.insert(reader, asSeen(made.inserted));
  const directory = await mkdtemp(join(tmpdir(), "stranger-"));
  const environment = {
    ...pcsc.environment,
    CIS2_TESTKIT_PASSCODE: secrets.passcode,
    CIS2_TESTKIT_STATE: join(directory, "state"),
    CIS2_TESTKIT_PUK: undefined,
    CIS2_TESTKIT_ADMINISTRATION_KEY: undefined,
  };
  const { stdout, stderr } = await commands.run(["readers", "--json"], environment);
  const [serial = ""] = /(?<="serial":")[0-9A-F]+/.exec(stdout) ?? [];
  if (serial === "") throw new Error(`readers shows no serial: ${stdout}${stderr}`);
  let runs = 0;
  const named = ["--reader", reader, "--card-serial", serial];
  const words = (reports: string, more: readonly string[]) => {
    return ["conformance", "--target", "reader", ...named, "--report-dir", reports, ...more];
  };
  return {
    ...made,
    environment,
    named,
    words: (...more: string[]) => words(join(directory, `run ${(runs += 1)}`), more),
    command: (words: readonly string[]) => commands.run(words, environment),
    dump: () => dumpOf(made.card.image, { ...secrets, withoutKeys: ["95"] }),
    run: async (more: readonly string[], extra: NodeJS.ProcessEnv = {}): Promise<StrangerRun> => {
      const reports = join(directory, `run ${(runs += 1)}`);
      const { exitCode: status, ...printed } = await commands.run(words(reports, more), {
        ...environment,
        ...extra,
      });
      const text = await readFile(join(reports, "report.json"), "utf8").catch(() => undefined);
      return { status, ...printed, report: text === undefined ? undefined : (JSON.parse(text) as Report) };
    },
    [Symbol.asyncDispose]: async () => {
      readers.eject(reader);
      await rm(directory, { recursive: true });
    },
  };
}
