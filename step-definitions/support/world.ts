import assert from "node:assert/strict";
import { setDefaultTimeout, setWorldConstructor, World } from "@cucumber/cucumber";
import {
  currentRealCardRun,
  currentRelyingPartyRun,
  isRealCard,
  type Remark,
  remarkMediaType,
  stepTimeoutMs,
  withoutCardTitle,
  type WorldParameters,
} from "../../src/conformance/index.ts";
import type { PersonaCard } from "../../src/harness/index.ts";
import { ScenarioApiPlatform } from "./api-platform/scenario-api-platform.ts";
import { Desktop } from "./desktop.ts";
import { inProcessReaders, pcscReaders } from "./desktop-readers.ts";
import { realCardReaders } from "./real-card.ts";
import { RecordingFetch } from "./recording-fetch.ts";
import { RelyingPartySetup } from "./relying-party-setup.ts";
import { RelyingPartyUnderTest } from "./relying-party-under-test.ts";
import { ScenarioCards } from "./scenario-cards.ts";
import { ScenarioCis2 } from "./scenario-cis2.ts";
import { SignIns } from "./sign-ins.ts";
import { workerClock } from "./worker-cis2.ts";

setDefaultTimeout(stepTimeoutMs());

/** One scenario, by what it holds: the system, the fake CIS2, the desktop with its cards, and the sign-ins. */
export class TestkitWorld extends World<WorldParameters> {
  /** What tells the scenario from all others, whatever line it is on. */
  scenario = "";
  readonly clock = workerClock;
  readonly system = new RelyingPartySetup();
  readonly requests = new RecordingFetch();
  readonly cis2 = new ScenarioCis2({
    parameters: this.parameters,
    usesRealCard: this.usesRealCard,
    system: this.system,
    requests: this.requests,
    scenario: () => this.scenario,
  });
  readonly cards = new ScenarioCards({
    usesRealCard: this.usesRealCard,
    cis2: this.cis2,
    clock: this.clock,
    desktop: () => this.desktop,
    remark: (verdict, reason) => {
      this.remark(verdict, reason);
    },
  });
  readonly signIns = new SignIns({ cis2: this.cis2, desktop: () => this.desktop, requests: this.requests });
  readonly apiPlatform = new ScenarioApiPlatform(this.cis2, this.clock);
  #tested: Desktop | RelyingPartyUnderTest | undefined;

  /** Before the first step: the readers of the target are there, and no card is in them. */
  async setUp(): Promise<void> {
    const { parameters } = this;
    const { target } = parameters;
    this.clock.reset();
    if (target === "relying-party") {
      this.#tested = new RelyingPartyUnderTest(currentRelyingPartyRun());
      await this.#tested.run.tidy();
    } else if (isRealCard(target)) {
      const trace: string[] = [];
      this.#tested = new Desktop(
        realCardReaders(currentRealCardRun().card, (line) => trace.push(line)),
        trace,
      );
      this.clock.set(currentRealCardRun().now());
    } else {
      this.#tested = new Desktop(
        parameters.target === "pcsc" ? await pcscReaders(parameters.vpcdPort) : inProcessReaders(),
      );
    }
  }

  /** Whether the card of the scenario is a real one, or the trace of one. */
  get usesRealCard(): boolean {
    return isRealCard(this.parameters.target);
  }

  get desktop(): Desktop {
    assert.ok(this.#tested instanceof Desktop, "the scenario has no desktop");
    return this.#tested;
  }

  /** The card of the scenario, whether it is in the reader or not. */
  get card(): PersonaCard {
    assert.ok(this.desktop.card, "the scenario has no card");
    return this.desktop.card;
  }

  /** The relying party that a supplier has us test. */
  get underTest(): RelyingPartyUnderTest {
    assert.ok(this.#tested instanceof RelyingPartyUnderTest, "no relying party is tested");
    return this.#tested;
  }

  /** Puts into the report what went to and fro, so that a failure can be understood without running it again. */
  async attachEvidence(): Promise<void> {
    const evidence = { "HTTP exchanges": this.requests.evidence, ...(await this.#tested?.evidence()) };
    for (const [fileName, text] of Object.entries(evidence)) {
      if (text !== "") this.attach(text, { mediaType: "text/plain", fileName });
    }
    if (!(this.#tested instanceof RelyingPartyUnderTest)) return;
    const picture = await this.#tested.picture();
    if (picture) this.attach(Buffer.from(picture), { mediaType: "image/png", fileName: "A picture of that page" });
  }

  /** Marks the scenario in reports if somebody signed in without a card. */
  async markWithoutCard(): Promise<void> {
    const tested = this.#tested;
    const lines =
      tested instanceof RelyingPartyUnderTest ? tested.observation.withoutCard : await this.cis2.withoutCard();
    if (lines.length > 0) this.attach(lines.join("\n"), { mediaType: "text/plain", fileName: withoutCardTitle });
  }

  /** Says something of the scenario that is no failure; see `Remark`. */
  remark(verdict: Remark["verdict"], reason: string): void {
    const remark: Remark = { verdict, reason };
    this.attach(JSON.stringify(remark), remarkMediaType);
  }

  async close(): Promise<void> {
    await this.#tested?.close();
    await this.apiPlatform.close();
    await this.cis2.close();
  }
}

setWorldConstructor(TestkitWorld);
