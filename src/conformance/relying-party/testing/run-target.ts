import { runFeatures } from "../../runner/run-features.ts";
import type { ScenarioResult } from "../../verdicts/scenario-result.ts";
import { setRelyingPartyRun, RelyingPartyRun } from "../relying-party-run.ts";
import { type RelyingPartyTargetInput, relyingPartyTargetSchema } from "../configuration.ts";
import { type Omission, SmallRelyingParty } from "./small-relying-party.ts";

export interface ModuleRun {
  readonly omissions?: readonly Omission[];
  /** Which modules; all of them unless given. */
  readonly tags?: string;
  /** Instead of what the small relying party says of itself. */
  readonly settings?: Partial<RelyingPartyTargetInput>;
}

/** Runs modules against the small relying party. */
export async function runTarget({ omissions = [], tags = "@relying-party", settings = {} }: ModuleRun = {}) {
  const party = await SmallRelyingParty.start(...omissions);
  try {
    const relyingParty = relyingPartyTargetSchema.parse({ ...party.target, ...settings });
    return await testAgainst(await RelyingPartyRun.start(relyingParty), party, tags);
  } finally {
    party.close();
  }
}

async function testAgainst(
  run: RelyingPartyRun,
  party: SmallRelyingParty,
  tags: string,
): Promise<readonly ScenarioResult[]> {
  party.useIssuer(run.network.issuer);
  setRelyingPartyRun(run);
  try {
    return await runFeatures({ worldParameters: { target: "relying-party" }, tags });
  } finally {
    setRelyingPartyRun(undefined);
    await run.close();
  }
}
