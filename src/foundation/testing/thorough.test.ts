import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everyNth } from "./thorough.ts";

const cases = Array.from({ length: 40 }, (_, index) => index);

describe("of many cases", () => {
  it("a thorough run takes all", () => {
    assert.deepEqual(everyNth(8, cases, true), cases);
  });

  it("another takes every nth, the first and the last, and each in some run", () => {
    const taken = new Set<number>();
    for (let run = 0; run < 1000; run += 1) {
      const some = everyNth(8, cases, false);
      assert.ok(some.length >= 5 && some.length <= 7, `${some.length} cases`);
      assert.ok(some.includes(0) && some.includes(39));
      for (const one of some) taken.add(one);
    }
    assert.equal(taken.size, cases.length);
  });
});
