import assert from "node:assert/strict";
import { it } from "node:test";
import { isMovable, ManualClock, systemClock } from "./clock.ts";

it("stops until it is moved, and goes back to its start at a reset", () => {
  const clock = new ManualClock(new Date("2026-01-01T00:00:00Z"));
  clock.advance(1000);
  assert.equal(clock.now().toISOString(), "2026-01-01T00:00:01.000Z");
  clock.set(new Date("2029-01-01T00:00:00Z"));
  assert.equal(clock.now().toISOString(), "2029-01-01T00:00:00.000Z");
  clock.reset();
  assert.equal(clock.now().toISOString(), "2026-01-01T00:00:00.000Z");
});

it("gives dates that a caller can change without moving it", () => {
  const clock = new ManualClock(new Date(0));
  clock.now().setTime(5);
  assert.equal(clock.now().getTime(), 0);
});

it("is movable only if it can be put, advanced and put back", () => {
  const now = () => new Date();
  const set = () => undefined;
  assert.ok(isMovable(new ManualClock(now())));
  assert.ok(!isMovable(systemClock));
  assert.ok(!isMovable(Object.assign({ now }, { set, advance: set })));
});
