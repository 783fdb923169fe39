import { globSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../src/conformance/index.ts";
import { skipWithout } from "../../src/foundation/testing/skip-without.ts";
import { InProcessReaders, PcscService, type InsertableCard } from "../../src/virtual-card/index.ts";
import { dumpOf } from "../../src/virtual-card/testing/card-dump.ts";
import { runCommand } from "../client/command-line.ts";
import { makeStranger, secrets, type StrangerName } from "./strangers.ts";

/** For a test's `skip` option. The service needs no daemon and no root, but its clients need libpcsclite. */
export const skip = skipWithout(
  globSync(["/usr/lib/*/libpcsclite.so.1", "/usr/lib*/libpcsclite.so.1", "/lib/*/libpcsclite.so.1"]).length === 0
    ? "the package libpcsclite1 is not installed"
    : undefined,
);

const reader = "Generic Reader 00 00";

export interface StrangerRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Absent if the run ended before its first scenario. */
  readonly report: Report | undefined;
}

/** A stranger's card in a PC/SC reader, and runs of the suite on it as a process of its own. */
export async function strangerBench(name: StrangerName, asSeen = (card: InsertableCard) => card) {
  const made = await makeStranger(name);
  const readers = new InProcessReaders();
  readers.addReader(reader);
  readers.insert(reader, asSeen(made.inserted));
  const service = await PcscService.start(readers);
  const directory = await mkdtemp(join(tmpdir(), "stranger-"));
  const environment = {
    CIS2_TESTKIT_PASSCODE: secrets.passcode,
    CIS2_TESTKIT_STATE: join(directory, "state"),
  };
  const { stdout, stderr } = await runCommand(service, ["readers", "--json"], environment);
  const [serial = ""] = /(?<="serial":")[0-9A-F]+/.exec(stdout) ?? [];
  if (serial === "") throw new Error(`readers shows no serial: ${stdout}${stderr}`);
  let runs = 0;
  const words = (reports: string, more: readonly string[]) => {
    const named = ["--reader", reader, "--card-serial", serial];
    return ["conformance", "--target", "reader", ...named, "--report-dir", reports, ...more];
  };
  return {
    ...made,
    readers,
    service,
    environment,
    directory,
    words: (...more: string[]) => words(join(directory, `run ${(runs += 1)}`), more),
    dump: () => dumpOf(made.card.image, { ...secrets, withoutKeys: ["95"] }),
    run: async (more: readonly string[], extra: NodeJS.ProcessEnv = {}): Promise<StrangerRun> => {
      const reports = join(directory, `run ${(runs += 1)}`);
      const ended = await runCommand(service, words(reports, more), { ...environment, ...extra });
      const text = await readFile(join(reports, "report.json"), "utf8").catch(() => undefined);
      return { ...ended, report: text === undefined ? undefined : (JSON.parse(text) as Report) };
    },
    [Symbol.asyncDispose]: async () => {
      await service.close();
      await rm(directory, { recursive: true });
    },
  };
}
