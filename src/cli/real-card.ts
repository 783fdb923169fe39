import { Option } from "commander";
import type { ConformanceOutcome, RealCardUse } from "../conformance/index.ts";
import { passcodeSource } from "./passcodes.ts";
import { reportError } from "./report-error.ts";
import { tell } from "./print.ts";

/** The environment variable with the unblocking code of a real card. */
const pukVariable = "CIS2_TESTKIT_PUK";
/** The environment variable with the administration key of a real PIV card. */
const administrationKeyVariable = "CIS2_TESTKIT_ADMINISTRATION_KEY";

export function matchOption(): Option {
  return new Option(
    "--trace-match <how>",
    '"order": each command to the card must be the next command of the trace; "command": it can be any command of the trace',
  ).choices(["order", "command"]);
}

/** A file, because every program of the computer can read the arguments of others. */
export function administrationKeyOption(): Option {
  return new Option(
    "--administration-key <file>",
    "a file with the administration key of a real PIV card, in a form such as `aes-256:<hex>`; only with --allow-destructive",
  );
}

export interface RealCardFlags {
  readonly allowDestructive: boolean;
  /** The file with the administration key. */
  readonly administrationKey?: string | undefined;
  readonly recordTo?: string;
}

/** What the person at the terminal, or the environment, brings to a run on a real card. */
export async function realCardUse({
  allowDestructive,
  administrationKey,
  recordTo,
}: RealCardFlags): Promise<RealCardUse> {
  const puk = process.env[pukVariable];
  // A trace keeps no proof of the key, so that a replay could not answer one.
  const key = recordTo === undefined ? await readAdministrationKey(administrationKey) : undefined;
  return {
    passcodes: await passcodeSource(),
    allowDestructive,
    say: (text) => {
      tell(`${text}\n`);
    },
    ...(puk === undefined || puk === "" ? {} : { puk }),
    administrationKey: key,
    recordTo,
  };
}

async function readAdministrationKey(file: string | undefined): Promise<RealCardUse["administrationKey"]> {
  const [{ administrationSecret }, { readTextFile }] = await Promise.all([
    import("../conformance/index.ts"),
    import("../foundation/data-file.ts"),
  ]);
  if (file !== undefined) return administrationSecret(readTextFile(file), `the file ${file}`);
  const given = process.env[administrationKeyVariable];
  return given === undefined || given === "" ? undefined : administrationSecret(given, administrationKeyVariable);
}

/** Says on standard error how the real card differs from before. */
export function printNotRestored({ notRestored }: Pick<ConformanceOutcome, "notRestored">): void {
  if (notRestored !== undefined) reportError(notRestored);
}

/** Says on standard error in what a replay differs from the recording. */
export function printReplayDifferences(replay: ConformanceOutcome["replay"]): void {
  for (const { scenario, recorded, replayed } of replay?.changedVerdicts ?? []) {
    tell(`${scenario} was recorded as ${recorded}, and replayed as ${replayed}.\n`);
  }
  if (replay?.mismatch) tell(`${replay.mismatch.code}: ${replay.mismatch.message}\n`);
}
