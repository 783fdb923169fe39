import { AfterAll } from "@cucumber/cucumber";
import { currentRealCardRun, isRealCard, type WorldParameters } from "../../src/conformance/index.ts";
import { assertionChecks } from "../../src/fake-cis2/index.ts";
import { ManualClock } from "../../src/foundation/clock.ts";
import { type Random, SeededRandom } from "../../src/foundation/random.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../../src/harness/index.ts";
import { openKeyStore } from "../../src/pki/index.ts";
import { publicNetworks } from "./fixed-origins.ts";

/** Read from disk once for all scenarios. */
export const keys = openKeyStore();

/** The clock of every scenario of this worker. A reset puts it back. */
export const workerClock = new ManualClock(new Date());

let started: Promise<EmbeddedCis2> | undefined;
let scenarioRandom: Random | undefined;

/**
 * The embedded CIS2 of this worker, which its scenarios use in turn and give back with `reset()`. `scenario` is what tells
 * the scenario from all others: a recorded card answers again what it answered in that scenario.
 */
export function workerCis2(parameters: WorldParameters, scenario: string): Promise<EmbeddedCis2> {
  if (isRealCard(parameters.target)) scenarioRandom = new SeededRandom(`${currentRealCardRun().seed}:${scenario}`);
  started ??= start(parameters);
  return started;
}

function start({ target, leaveOutCheck }: WorldParameters): Promise<EmbeddedCis2> {
  return startEmbeddedCis2({
    keys,
    relyingParties: [],
    clock: workerClock,
    checks: assertionChecks.filter(({ name }) => name !== leaveOutCheck),
    ...(isRealCard(target) && { networks: publicNetworks, random: { bytes: randomOfScenario } }),
  });
}

function randomOfScenario(length: number): Uint8Array {
  if (scenarioRandom === undefined) throw new TypeError("no scenario uses the fake CIS2");
  return scenarioRandom.bytes(length);
}

AfterAll(async () => {
  await (await started)?.close();
  started = undefined;
});
