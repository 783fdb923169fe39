import { currentRealCardRun, type WorldParameters } from "../../src/conformance/index.ts";
import { assertionChecks, type NetworkName } from "../../src/fake-cis2/index.ts";
import type { Clock } from "../../src/foundation/clock.ts";
import { SeededRandom } from "../../src/foundation/random.ts";
import { type EmbeddedCis2, startEmbeddedCis2, StrictRelyingParty } from "../../src/harness/index.ts";
import { openKeyStore } from "../../src/pki/index.ts";
import { asCustomFetch, publicFetch, publicNetworks } from "./fixed-origins.ts";
import type { RecordingFetch } from "./recording-fetch.ts";
import type { RelyingPartySetup } from "./relying-party-setup.ts";

/** Read from disk once for all scenarios. */
export const keys = openKeyStore();

export interface ScenarioCis2Options {
  readonly parameters: WorldParameters;
  readonly usesRealCard: boolean;
  readonly clock: Clock;
  readonly system: RelyingPartySetup;
  readonly requests: RecordingFetch;
  /** What tells the scenario from all others, whatever line it is on. Asked when the fake CIS2 starts. */
  readonly scenario: () => string;
}

/** The fake CIS2 of one scenario, and the system that is registered with it. */
export class ScenarioCis2 {
  readonly #options: ScenarioCis2Options;
  #embedded: Promise<EmbeddedCis2> | undefined;
  network: NetworkName = "internet";

  constructor(options: ScenarioCis2Options) {
    this.#options = options;
  }

  /** Starts with the first step that needs it, so that the steps before it can say what the system is like. */
  embedded(): Promise<EmbeddedCis2> {
    this.#embedded ??= this.#start();
    return this.#embedded;
  }

  async #start(): Promise<EmbeddedCis2> {
    const { parameters, usesRealCard, clock, system, requests, scenario } = this.#options;
    const { leaveOutCheck } = parameters;
    const embedded = await startEmbeddedCis2({
      keys,
      relyingParties: [system.registration],
      clock,
      checks: assertionChecks.filter(({ name }) => name !== leaveOutCheck),
      ...(usesRealCard && {
        networks: publicNetworks,
        random: new SeededRandom(`${currentRealCardRun().seed}:${scenario()}`),
      }),
    });
    if (usesRealCard) requests.send = publicFetch(embedded.cis2);
    return embedded;
  }

  async issuer(network = this.network): Promise<string> {
    const { cis2 } = await this.embedded();
    return cis2.networks[network].issuer;
  }

  /** The system's own code, which has read the discovery document. */
  async relyingParty(): Promise<StrictRelyingParty> {
    const issuer = await this.issuer();
    const { system, requests, usesRealCard } = this.#options;
    return StrictRelyingParty.discover({
      issuer,
      ...system.options,
      ...(usesRealCard && { fetch: asCustomFetch(requests.send) }),
    });
  }

  async close(): Promise<void> {
    await (await this.#embedded)?.close();
  }
}
