import assert from "node:assert/strict";
import { it } from "node:test";
import { AdjustableClock } from "./adjustable-clock.ts";
import { ManualClock } from "./clock.ts";

it("runs on from where it was put", () => {
  const beneath = new ManualClock(new Date("2026-05-04T12:00:00Z"));
  const clock = new AdjustableClock(beneath);
  assert.equal(clock.now().toISOString(), "2026-05-04T12:00:00.000Z");
  clock.set(new Date("2029-01-01T00:00:00Z"));
  beneath.advance(1500);
  assert.equal(clock.now().toISOString(), "2029-01-01T00:00:01.500Z");
  clock.advance(60_000);
  assert.equal(clock.now().toISOString(), "2029-01-01T00:01:01.500Z");
});

it("runs with the clock beneath again after a reset", () => {
  const beneath = new ManualClock(new Date("2026-05-04T12:00:00Z"));
  const clock = new AdjustableClock(beneath);
  clock.advance(60_000);
  beneath.advance(1500);
  clock.reset();
  assert.equal(clock.now().toISOString(), "2026-05-04T12:00:01.500Z");
});
