import assert from "node:assert/strict";
import { it } from "node:test";
import { secureRandom, SeededRandom } from "./random.ts";

it("repeats itself for the same seed and differs for another", () => {
  const [one, same, other] = ["a", "a", "b"].map((seed) => new SeededRandom(seed).bytes(70));
  assert.deepEqual(one, same);
  assert.notDeepEqual(one, other);
});

it("does not repeat within a run", () => {
  const random = new SeededRandom("a");
  assert.notDeepEqual(random.bytes(32), random.bytes(32));
});

it("draws integers below the bound", () => {
  const random = new SeededRandom("a");
  const drawn = new Set(Array.from({ length: 200 }, () => random.below(3)));
  assert.deepEqual([...drawn].sort(), [0, 1, 2]);
});

it("gives as many secure bytes as asked for", () => {
  assert.equal(secureRandom.bytes(32).length, 32);
});
