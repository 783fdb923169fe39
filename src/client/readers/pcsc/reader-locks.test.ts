import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FairTurns, ReaderLocks } from "./reader-locks.ts";

describe("the transactions of one process", () => {
  it("on one reader come one after the other, a failed one included; on two they go side by side", async () => {
    const locks = new ReaderLocks();
    const log: string[] = [];
    const { promise: gate, resolve: open } = Promise.withResolvers<undefined>();
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await gate;
      log.push(`${name} ends`);
      if (name === "first") throw new Error("first failed");
    };
    const first = locks.run("A", work("first"));
    const second = locks.run("A", work("second"));
    const elsewhere = locks.run("B", work("elsewhere"));
    open(undefined);
    await assert.rejects(first, /first failed/);
    await Promise.all([second, elsewhere]);
    assert.deepEqual(
      log.filter((line) => !line.startsWith("elsewhere")),
      ["first begins", "first ends", "second begins", "second ends"],
    );
    assert.ok(log.indexOf("elsewhere begins") < log.indexOf("first ends"));
  });
});

describe("the turns of one process at a reader", () => {
  it("follow each other at once for a while, then leave other programs a gap in which they look", async () => {
    let now = 0;
    const pauses: number[] = [];
    const pause = (milliseconds: number) => {
      pauses.push(now);
      now += milliseconds;
      return Promise.resolve();
    };
    const turns = new FairTurns(pause, () => now);
    for (let number = 0; number < 10; number++) {
      await turns.begin("A");
      now += 100;
      turns.end("A");
      await turns.begin("B");
      turns.end("B");
    }
    assert.deepEqual(pauses, [200, 700, 1200, 1700]);
  });
});
