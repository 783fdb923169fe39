import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import koffi from "koffi";
import { skipWithout } from "../src/foundation/testing/skip-without.ts";
import { InProcessReaders, PcscService, type InsertableCard } from "../src/virtual-card/index.ts";
import { runTool, type ToolRun } from "./tool.ts";

/** What the suites run, and the Debian package it is in; ci/install-system-packages installs them all. */
const programs = { "opensc-tool": "opensc", "yubico-piv-tool": "yubico-piv-tool", openssl: "openssl" };

export const readerName = "Virtual PCD 00 00";

/** A card that PC/SC programs can use, and a way to run them. */
export interface CardForPrograms {
  readonly readers: InProcessReaders;
  /** For the environment of a PC/SC program, so that it sees the reader. */
  readonly environment: { readonly PCSCLITE_CSOCK_NAME: string };
  /** An empty directory, for the files the tools exchange; the tools run in it. */
  readonly directory: string;
  run(...command: [string, ...string[]]): Promise<ToolRun>;
  /** As `run`, and fails with what the tool printed unless it succeeded. */
  succeed(...command: [string, ...string[]]): Promise<ToolRun>;
  stop(): Promise<void>;
}

/** Why this process cannot be a PC/SC client; undefined if it can. */
export function libpcscliteIsMissing(): string | undefined {
  try {
    koffi.load("libpcsclite.so.1");
    return undefined;
  } catch {
    return "the package libpcsclite1 is not installed";
  }
}

/** For a test's `skip` option: why card software cannot be run here. It takes neither pcscd nor root. */
export function skipWithoutCardPrograms(): string | false {
  const missing = Object.entries(programs).find(([program]) => spawnSync(program, ["--version"]).error);
  return skipWithout(libpcscliteIsMissing() ?? (missing && `the package ${missing[1]} is not installed`));
}

/** For a test's `skip` option: why yubico-piv-tool cannot be run on our card here. */
export function skipWithoutYubicoPivTool(): string | false {
  return (
    skipWithoutCardPrograms() || yubicoRefusal(spawnSync("yubico-piv-tool", ["--version"], { encoding: "utf8" }).stdout)
  );
}

/** From 2.3 on the tool refuses cards that are no YubiKey. Debian 12 has 2.2.0, Debian 13 has 2.7.1. */
export function yubicoRefusal(printed: string): string | false {
  const [, version = "", major, minor] = /((\d+)\.(\d+)\S*)/.exec(printed) ?? [];
  if (Number(major) * 1000 + Number(minor) < 2003) return false;
  return `yubico-piv-tool ${version} takes YubiKeys only; 2.2 is the last version that takes other cards`;
}

/** Puts the card into a reader of a PC/SC service of the test's own. */
export async function cardForPrograms(
  card: InsertableCard,
  environment: NodeJS.ProcessEnv = {},
): Promise<CardForPrograms> {
  const readers = new InProcessReaders();
  readers.addReader(readerName);
  readers.insert(readerName, card);
  const service = await PcscService.start(readers);
  const directory = await mkdtemp(join(tmpdir(), "cis2-testkit-tools-"));
  const run = (...command: [string, ...string[]]) =>
    runTool(command, { directory, environment: { ...service.environment, ...environment } });
  return {
    readers,
    environment: service.environment,
    directory,
    run,
    succeed: async (...command) => {
      const result = await run(...command);
      if (result.status !== 0) {
        throw new Error(`${command.join(" ")}: exit ${String(result.status)}\n${result.stdout}${result.stderr}`);
      }
      return result;
    },
    stop: async () => {
      await service.close();
      await rm(directory, { recursive: true });
    },
  };
}
