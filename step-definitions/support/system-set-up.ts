import { type RelyingPartyOptions, StrictRelyingParty } from "../../src/harness/index.ts";

const known = new Map<string, Promise<StrictRelyingParty>>();

/**
 * The code of a system with these settings, which has read the discovery document. A system reads it when it starts, not at
 * each sign-in. A reset of the fake CIS2 leaves the document as it is, so that all scenarios of a thread share it.
 */
export function systemSetUp(options: RelyingPartyOptions): Promise<StrictRelyingParty> {
  // Each private key of the features is the same one.
  const settings = JSON.stringify(options);
  const system = known.get(settings) ?? StrictRelyingParty.discover(options);
  known.set(settings, system);
  system.catch(() => known.delete(settings));
  return system;
}
