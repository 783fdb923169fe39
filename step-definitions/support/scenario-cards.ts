import type { Remark } from "../../src/conformance/index.ts";
import type { Persona } from "../../src/fake-cis2/index.ts";
import type { Clock } from "../../src/foundation/clock.ts";
import type { EmbeddedCis2 } from "../../src/harness/index.ts";
import type { KeyAlgorithm } from "../../src/pki/index.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import type { Desktop, InsertableIssuedCard } from "./desktop.ts";
import { keyPool } from "./key-pool.ts";
import { adoptRealCard } from "./real-card.ts";
import type { ScenarioCis2 } from "./scenario-cis2.ts";
import { keys } from "./worker-cis2.ts";

export interface ScenarioCardsOptions {
  readonly usesRealCard: boolean;
  readonly cis2: ScenarioCis2;
  readonly clock: Clock;
  readonly desktop: () => Desktop;
  readonly remark: (verdict: Remark["verdict"], reason: string) => void;
}

/** The cards of personas in one scenario. */
export class ScenarioCards {
  readonly #options: ScenarioCardsOptions;

  constructor(options: ScenarioCardsOptions) {
    this.#options = options;
  }

  /**
   * Puts a persona's card into the reader. A real card is there already, and becomes the persona's. Resolves to "skipped",
   * with the reason remarked, if it cannot be that card.
   */
  async present(persona: string, profile: string, algorithm?: KeyAlgorithm): Promise<"skipped" | undefined> {
    const { usesRealCard, cis2, clock, desktop, remark } = this.#options;
    if (!usesRealCard) {
      await desktop().insert(await this.issue(persona, profile, algorithm));
      return undefined;
    }
    const card = await adoptRealCard(await cis2.embedded(), { persona, profile, now: clock.now(), algorithm });
    if (typeof card === "string") {
      remark("not applicable", card);
      return "skipped";
    }
    desktop().setCardInReader(card);
    return undefined;
  }

  /** Issues a persona's card, which does not take its time to make keys. */
  async issue(...card: Parameters<EmbeddedCis2["issueCard"]>): Promise<InsertableIssuedCard> {
    const { issueCard } = await this.#options.cis2.embedded();
    const issued = await issueCard(...card);
    return { ...issued, card: new VirtualCard(issued.image, { generateKey: await keyPool(keys) }) };
  }

  /** A persona by name; with the user id of the real card's holder if that card became the persona's. */
  async persona(name: string): Promise<Persona> {
    const { usesRealCard, cis2, desktop } = this.#options;
    const { card } = desktop();
    if (usesRealCard && card?.personaName === name) return card.persona;
    return (await cis2.embedded()).persona(name);
  }
}
