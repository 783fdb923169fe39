import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SlotLock } from "./slot-lock.ts";

describe("the lock of a reader", () => {
  it("counts how often its owner took it", () => {
    const lock = new SlotLock<string>();
    assert.ok(lock.tryTake("one"));
    assert.ok(lock.tryTake("one"));
    assert.ok(!lock.tryTake("two"));
    lock.release("one");
    assert.ok(lock.isHeldByOther("two"));
    lock.release("one");
    assert.equal(lock.owner, undefined);
    assert.equal(lock.release("one"), false);
  });

  it("goes to those who wait in the order they came, also when its owner gives all of it back", async () => {
    const lock = new SlotLock<string>();
    const order: string[] = [];
    lock.tryTake("one");
    lock.tryTake("one");
    const waiting = ["two", "three"].map(async (name) => {
      assert.ok(await lock.take(name));
      order.push(name);
      lock.release(name);
    });
    lock.releaseAll("one");
    await Promise.all(waiting);
    assert.deepEqual(order, ["two", "three"]);
  });

  it("is not given to who has stopped waiting", async () => {
    const lock = new SlotLock<string>();
    lock.tryTake("one");
    const stop = new AbortController();
    const second = lock.take("two", stop.signal);
    const third = lock.take("three");
    stop.abort();
    assert.equal(await second, false);
    assert.equal(await lock.take("two", stop.signal), false);
    lock.release("one");
    assert.equal(await third, true);
    assert.equal(lock.owner, "three");
  });

  it("is seen to be free by who waits for that alone, before it goes to the next", async () => {
    const lock = new SlotLock<string>();
    assert.equal(await lock.whenFree(), true);
    lock.tryTake("one");
    const order: string[] = [];
    const stop = new AbortController();
    const waiting = [
      lock.whenFree().then(() => order.push("free")),
      lock.take("two").then(() => order.push("two")),
      lock.whenFree().then(() => order.push("free again")),
    ];
    const stopped = lock.whenFree(stop.signal);
    stop.abort();
    assert.equal(await stopped, false);
    lock.release("one");
    assert.equal(lock.owner, "two");
    await Promise.all(waiting.slice(0, 2));
    assert.deepEqual(order, ["free", "two"]);
    lock.release("two");
    await Promise.all(waiting);
    assert.deepEqual(order, ["free", "two", "free again"]);
  });

  it("can be taken from its owner, whose release then does nothing", async () => {
    const lock = new SlotLock<string>();
    lock.tryTake("one");
    const second = lock.take("two");
    lock.clear();
    assert.equal(await second, true);
    assert.equal(lock.releaseAll("one"), false);
    assert.equal(lock.owner, "two");
  });
});
