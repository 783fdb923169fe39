import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VpcdReader, type InsertableCard } from "../src/virtual-card/index.ts";
import { startPcscd, type Pcscd } from "./pcscd.ts";
import { runTool, type ToolRun } from "./tool.ts";

/** A card that PC/SC programs can use, and a way to run them. */
export interface CardInPcscd {
  readonly pcscd: Pcscd;
  readonly reader: VpcdReader;
  /** An empty directory, for the files the tools exchange; the tools run in it. */
  readonly directory: string;
  run(...command: [string, ...string[]]): Promise<ToolRun>;
  /** As `run`, and fails with what the tool printed unless it succeeded. */
  succeed(...command: [string, ...string[]]): Promise<ToolRun>;
  stop(): Promise<void>;
}

/** Starts a private pcscd and puts the card into its first reader. */
export async function cardInPcscd(card: InsertableCard, environment: NodeJS.ProcessEnv = {}): Promise<CardInPcscd> {
  const pcscd = await startPcscd();
  const directory = await mkdtemp(join(tmpdir(), "cis2-testkit-tools-"));
  const reader = new VpcdReader({ port: pcscd.ports[0] });
  await reader.insert(card);
  const run = (...command: [string, ...string[]]) => runTool(command, { pcscd, directory, environment });
  return {
    pcscd,
    reader,
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
      await reader.eject();
      await pcscd.stop();
      await rm(directory, { recursive: true });
    },
  };
}
