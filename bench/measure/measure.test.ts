import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { byTurns, processorTimeOf, timeOf } from "./by-turns.ts";
import { median } from "./median.ts";
import { processorBetween, UsageMeter } from "./usage.ts";

describe("a median", () => {
  it("is the value in the middle, or half way between the two there", () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([10, 1, 4, 9]), 6.5);
    assert.equal(median([7]), 7);
    assert.ok(Number.isNaN(median([])));
  });
});

describe("sides that take turns", () => {
  it("go in the other direction each round, and the first round is not counted", async () => {
    const order: string[] = [];
    const side = (name: string, ...values: number[]) => {
      let turn = 0;
      return () => {
        order.push(name);
        return Promise.resolve(values[turn++] ?? Number.NaN);
      };
    };
    const taken = await byTurns(3, { ours: side("ours", 1000, 1, 2, 9), theirs: side("theirs", 0, 4, 4, 4) });
    assert.deepEqual(taken, { ours: 2, theirs: 4 });
    assert.equal(order.join(" "), "ours theirs theirs ours ours theirs theirs ours");
  });

  it("take the processor time of one piece, without waiting", async () => {
    const waits = processorTimeOf(2, () => new Promise((resolve) => setTimeout(resolve, 20)));
    const works = processorTimeOf(2, () => {
      const { user } = process.cpuUsage();
      while (process.cpuUsage().user - user < 20_000);
    });
    const [waiting, working] = [await waits(), await works()];
    assert.ok(waiting < 20, `${waiting} ms`);
    assert.ok(working >= 20, `${working} ms`);
  });

  it("measure one piece of what they do in a turn", async () => {
    let done = 0;
    const slow = timeOf(4, () => {
      const until = performance.now() + 2;
      while (performance.now() < until) done += 0;
      done++;
    });
    const taken = await slow();
    assert.equal(done, 4);
    assert.ok(taken >= 2, String(taken));
  });
});

describe("the processor time of a process", () => {
  it("is without the garbage collections that a benchmark asked for", () => {
    assert.equal(processorBetween({ processor: 100, forced: 30 }, { processor: 250, forced: 80 }), 100);
    assert.equal(processorBetween({ processor: 100, forced: 30 }, { processor: 250, forced: 30 }), 150);
  });

  it("counts all of a forced garbage collection as forced", () => {
    setFlagsFromString("--expose-gc");
    const { gc } = globalThis;
    globalThis.gc = runInNewContext("gc") as NodeJS.GCFunction;
    try {
      const kept = Array.from({ length: 300_000 }, (_, at) => ({ at }));
      const meter = new UsageMeter();
      const before = meter.usage();
      const heaps = Array.from({ length: 5 }, () => meter.liveHeap());
      const after = meter.usage();
      assert.ok(heaps.every((heap) => heap > kept.length));
      const forced = after.forced - before.forced;
      assert.ok(forced > 0);
      // What is left is the work between the collections, which is next to none.
      assert.ok(processorBetween(before, after) < forced, `${processorBetween(before, after)} of ${forced} ms`);
    } finally {
      Object.assign(globalThis, { gc });
    }
  });
});
