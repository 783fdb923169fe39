import assert from "node:assert/strict";
import { it } from "node:test";
import {
  currentRealCardRun,
  openRealCardRun,
  type RealCardConfiguration,
  type RealCardRun,
  setRealCardRun,
} from "./real-card-run.ts";

it("a run on a card in a reader that was not named twice over opens no reader", async () => {
  const reader = { target: "reader", reader: undefined, cardSerial: undefined } as RealCardConfiguration;
  await assert.rejects(openRealCardRun(reader, undefined), {
    code: "REAL_CARD_NOT_NAMED",
    details: { missing: "the reader, the card's serial" },
  });
});

it("step definitions find the run on a real card as long as there is one", () => {
  const run = { seed: "a seed" } as RealCardRun;
  setRealCardRun(run);
  assert.equal(currentRealCardRun(), run);
  setRealCardRun(undefined);
  assert.throws(currentRealCardRun, new TypeError("no real card is tested"));
});
