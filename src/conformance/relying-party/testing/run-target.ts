import { resolveConfiguration } from "../../config/configuration.ts";
import { runFeatures } from "../../runner/run-features.ts";
import type { ScenarioResult } from "../../verdicts/scenario-result.ts";
import { setRelyingPartyRun, RelyingPartyRun } from "../relying-party-run.ts";
import type { RelyingPartyTargetInput } from "../configuration.ts";
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
    const file = { name: "the test", settings: { relyingParty: { ...party.target, ...settings } } };
    const { relyingParty } = resolveConfiguration({ flags: {}, environment: {}, file });
    if (!relyingParty) throw new TypeError("the configuration has no relying party");
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
    return await runFeatures({ worldParameters: { target: "relying-party", vpcdPort: 1 }, tags });
  } finally {
    setRelyingPartyRun(undefined);
    await run.close();
  }
}
