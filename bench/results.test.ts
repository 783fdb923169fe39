import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { figureOf, promiseOf, timesAsFast, timesTheFirst, type Comparison, type Growth } from "./results.ts";

const comparison = (better: Comparison["better"], ours: number, theirs: number, atLeast?: number): Comparison => ({
  kind: "comparison",
  name: "work",
  unit: "",
  better,
  sides: [
    { name: "ours", value: ours },
    { name: "theirs", value: theirs },
  ],
  ...(atLeast === undefined ? {} : { atLeast }),
});

const growth = (last: number): Growth => ({
  kind: "growth",
  name: "work",
  unit: "ms",
  of: "things",
  points: [
    { at: 1, value: 2 },
    { at: 10, value: last },
  ],
  atMost: 1.5,
});

describe("what a benchmark measured", () => {
  it("is as many times as fast as it does more in a second, or takes less time", () => {
    const [faster, slower] = [comparison("higher", 200, 100), comparison("lower", 200, 100)];
    assert.equal(timesAsFast(faster, faster.sides[1]), 2);
    assert.equal(timesAsFast(slower, slower.sides[1]), 0.5);
  });

  it("grows by what the last point is to the first", () => {
    const grown = growth(5);
    assert.deepEqual(
      grown.points.map((point) => timesTheFirst(grown, point)),
      [1, 2.5],
    );
  });

  it("meets a promise or misses it, also in words", () => {
    const figure = { kind: "figure", name: "work", unit: "ms" } as const;
    assert.deepEqual(promiseOf({ ...figure, value: 2, below: 2 }), { words: "below 2 ms", met: false });
    assert.deepEqual(promiseOf({ ...figure, value: 2, atLeast: 2 }), { words: "at least 2 ms", met: true });
    assert.equal(promiseOf({ ...figure, value: 2 }), undefined);
    const words = "at least 0.9 times as fast as theirs";
    assert.deepEqual(promiseOf(comparison("lower", 10, 9, 0.9)), { words, met: true });
    assert.deepEqual(promiseOf(comparison("lower", 10, 8, 0.9)), { words, met: false });
    assert.equal(promiseOf(growth(3))?.met, true);
    assert.equal(promiseOf(growth(3.1))?.met, false);
    assert.equal(promiseOf({ kind: "unmeasured", name: "work", because: "no card" }), undefined);
  });

  it("is rounded to what can be read from it", () => {
    assert.deepEqual(
      [0.04321, 2, 93.26, 1292839.4].map((value) => figureOf(value, "ms")),
      ["0.043 ms", "2 ms", "93 ms", "1,292,839 ms"],
    );
  });
});
