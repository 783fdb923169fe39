import assert from "node:assert/strict";
import { it } from "node:test";
import { ManualClock } from "./clock.ts";

it("stands still until it is moved", () => {
  const clock = new ManualClock(new Date("2026-01-01T00:00:00Z"));
  clock.advance(1000);
  assert.equal(clock.now().toISOString(), "2026-01-01T00:00:01.000Z");
  clock.set(new Date("2029-01-01T00:00:00Z"));
  assert.equal(clock.now().toISOString(), "2029-01-01T00:00:00.000Z");
});

it("gives dates that a caller can change without moving it", () => {
  const clock = new ManualClock(new Date(0));
  clock.now().setTime(5);
  assert.equal(clock.now().getTime(), 0);
});
