import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatResult } from "./format-result.ts";
import { figureOf, promiseAgainst, promisesOf, ratioTo, timesTheFirst } from "./ratios.ts";
import type { Comparison, Growth } from "./results.ts";

const comparison = (better: Comparison["better"], ours: number, theirs: number, times?: number): Comparison => ({
  kind: "comparison",
  name: "work",
  unit: "ms",
  better,
  sides: [
    { name: "ours", value: ours },
    { name: "theirs", value: theirs, ...(times === undefined ? {} : { times }) },
  ],
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
  it("is so many times another side, whichever is better", () => {
    for (const better of ["higher", "lower"] as const) {
      const compared = comparison(better, 300, 200);
      assert.equal(ratioTo(compared, compared.sides[1]), 1.5);
    }
  });

  it("grows by what the last point is to the first", () => {
    const grown = growth(5);
    assert.deepEqual(
      grown.points.map((point) => timesTheFirst(grown, point)),
      [1, 2.5],
    );
  });

  it("meets a promise or misses it, also in words", () => {
    const figure = { kind: "figure", name: "work", unit: "MB" } as const;
    assert.deepEqual(promisesOf({ ...figure, value: 2, below: 2 }), [{ words: "below 2 MB", met: false }]);
    assert.deepEqual(promisesOf({ ...figure, value: 2, atLeast: 2 }), [{ words: "at least 2 MB", met: true }]);
    assert.deepEqual(promisesOf({ ...figure, value: 2 }), []);
    assert.deepEqual(promisesOf(growth(3)), [{ words: "the last is at most 1.5 times the first", met: true }]);
    assert.equal(promisesOf(growth(3.1))[0]?.met, false);
    assert.deepEqual(promisesOf({ kind: "unmeasured", name: "work", because: "no card" }), []);
  });

  it("is promised against each side: at most if less is better, at least if more is", () => {
    const against = (...parameters: Parameters<typeof comparison>) => {
      const compared = comparison(...parameters);
      return promiseAgainst(compared, compared.sides[1]);
    };
    assert.deepEqual(against("lower", 12, 10, 1.2), { words: "at most 1.2 times", met: true });
    assert.deepEqual(against("lower", 13, 10, 1.2), { words: "at most 1.2 times", met: false });
    assert.deepEqual(against("higher", 9, 10, 0.9), { words: "at least 0.9 times", met: true });
    assert.deepEqual(against("higher", 8, 10, 0.9), { words: "at least 0.9 times", met: false });
    assert.equal(against("higher", 8, 10), undefined);
    assert.equal(promisesOf(comparison("lower", 13, 10, 1.2))[0]?.met, false);
  });

  it("is rounded to what can be read from it", () => {
    assert.deepEqual(
      [0.04321, 2, 93.26, 1292839.4].map((value) => figureOf(value, "ms")),
      ["0.043 ms", "2 ms", "93 ms", "1,292,839 ms"],
    );
  });

  it("is printed with its ratio, and with what was promised and missed", () => {
    const [title, ours, theirs] = formatResult(comparison("lower", 13, 10, 1.2));
    assert.equal(title, "work (lower is better)");
    assert.match(ours ?? "", /^ {2}ours +13 ms$/);
    assert.match(theirs ?? "", /^ {2}theirs +10 ms {2}ours is 1\.3 times it {2}at most 1\.2 times: MISSED$/);
  });
});
