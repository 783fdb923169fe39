import { signInsWithoutCard, type WorldParameters } from "../../src/conformance/index.ts";
import type { NetworkName } from "../../src/fake-cis2/index.ts";
import { type EmbeddedCis2, StrictRelyingParty } from "../../src/harness/index.ts";
import { asCustomFetch, publicFetch } from "./fixed-origins.ts";
import type { RecordingFetch } from "./recording-fetch.ts";
import type { RelyingPartySetup } from "./relying-party-setup.ts";
import { systemSetUp } from "./system-set-up.ts";
import { workerCis2 } from "./worker-cis2.ts";

export interface ScenarioCis2Options {
  readonly parameters: WorldParameters;
  readonly usesRealCard: boolean;
  readonly system: RelyingPartySetup;
  readonly requests: RecordingFetch;
  /** What tells the scenario from all others, whatever line it is on. Asked when the fake CIS2 is first used. */
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

  /** Set up by the first step that needs it, so that the steps before it can say what the system is like. */
  embedded(): Promise<EmbeddedCis2> {
    this.#embedded ??= this.#start();
    return this.#embedded;
  }

  async #start(): Promise<EmbeddedCis2> {
    const { parameters, usesRealCard, system, requests, scenario } = this.#options;
    const embedded = await workerCis2(parameters, scenario());
    await embedded.cis2.relyingParties.register(system.registration);
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
    const options = { issuer, ...system.options };
    if (usesRealCard) return StrictRelyingParty.discover({ ...options, fetch: asCustomFetch(requests.send) });
    return systemSetUp(options);
  }

  /** One line for each sign-in in which no card took part. */
  async withoutCard(): Promise<readonly string[]> {
    return signInsWithoutCard((await this.#embedded)?.cis2.journal.entries ?? []);
  }

  /** Gives the fake CIS2 back as new. */
  async close(): Promise<void> {
    await (await this.#embedded)?.reset();
  }
}
