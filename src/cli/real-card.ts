import { Option } from "commander";
import type { ConformanceOutcome, RealCardUse } from "../conformance/index.ts";
import { passcodeSource } from "./passcodes.ts";

/** The environment variable with the unblocking code of a real card. */
const pukVariable = "CIS2_TESTKIT_PUK";

export function matchOption(): Option {
  return new Option(
    "--trace-match <how>",
    "hold commands against the trace in order, or each against all of it",
  ).choices(["order", "command"]);
}

/** What the person at the terminal, or the environment, brings to a run on a real card. */
export async function realCardUse(allowDestructive: boolean, recordTo?: string): Promise<RealCardUse> {
  const puk = process.env[pukVariable];
  return {
    passcodes: await passcodeSource(),
    allowDestructive,
    ...(puk === undefined || puk === "" ? {} : { puk }),
    ...(recordTo === undefined ? {} : { recordTo }),
  };
}

/** Says on standard error in what a replay differs from the recording. */
export function printReplayDifferences(replay: ConformanceOutcome["replay"]): void {
  for (const { scenario, recorded, replayed } of replay?.changedVerdicts ?? []) {
    process.stderr.write(`${scenario} was recorded as ${recorded}, and replayed as ${replayed}.\n`);
  }
  if (replay?.mismatch) process.stderr.write(`${replay.mismatch.code}: ${replay.mismatch.message}\n`);
}
