import { relative } from "node:path";
import { redactedAddress } from "../../foundation/redaction.ts";
import type { TargetName } from "../targets/target.ts";

/** The first line of a run: what is tested, and which file said so. Paths are as seen from `folder`, with slashes. */
export function describeRun(
  target: { readonly target: TargetName; readonly relyingParty?: { readonly startUrl: string } },
  configurationFile: string | undefined,
  folder = process.cwd(),
): string {
  const file = configurationFile === undefined ? "none" : pathFrom(folder, configurationFile);
  return `Target: ${subjectOf(target)}. Configuration file: ${file}.`;
}

/** A path as reports have it on every system. */
export function pathFrom(folder: string, file: string): string {
  return relative(folder, file).replaceAll("\\", "/");
}

function subjectOf({ target, relyingParty }: Parameters<typeof describeRun>[0]): string {
  if (target === "virtual") return "virtual, the testkit itself";
  return relyingParty === undefined ? target : `${target} at ${redactedAddress(relyingParty.startUrl)}`;
}
