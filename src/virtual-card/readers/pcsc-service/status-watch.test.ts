import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { StatusWatch } from "./status-watch.ts";
import { decode } from "./testing/wire-client.ts";

const cancelled = 0x80100002;

describe("a client's wait for changes", () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout", "setImmediate"] });
  });
  afterEach(() => {
    mock.timers.reset();
  });
  const watching = (minor: number) => {
    const sent: (number | undefined)[] = [];
    const watch = new StatusWatch((answer) => sent.push(decode(answer)[1]));
    watch.begin(minor);
    return { sent, watch };
  };

  it("is answered once, whatever comes after", () => {
    const { sent, watch } = watching(4);
    watch.changed();
    watch.changed();
    watch.cancel();
    watch.stop();
    assert.deepEqual(sent, [0]);
  });

  it("is answered by a stop, and by a cancellation", () => {
    const stopped = watching(4);
    stopped.watch.stop();
    assert.deepEqual(stopped.sent, [0]);
    const ended = watching(4);
    ended.watch.cancel();
    assert.deepEqual(ended.sent, [cancelled]);
  });

  it("of 4:5 holds an event until the number of events was asked for", () => {
    const { sent, watch } = watching(5);
    watch.changed();
    assert.deepEqual(sent, []);
    watch.asked("events");
    assert.deepEqual(sent, [0]);
  });

  it("of 4:5 holds an event for a while: shorter if it did not ask in the wait before", () => {
    const { sent, watch } = watching(5);
    const heldFor = () => {
      watch.changed();
      const before = sent.length;
      let ms = 0;
      for (; sent.length === before; ms++) mock.timers.tick(1);
      watch.begin(5);
      return ms;
    };
    assert.deepEqual([heldFor(), heldFor()], [250, 5]);
    watch.asked("events");
    watch.stop();
    watch.begin(5);
    assert.equal(heldFor(), 250);
  });

  it("of 4:6 holds an event until the table was asked for, however long that takes", () => {
    const { sent, watch } = watching(6);
    watch.changed();
    mock.timers.tick(1000);
    assert.deepEqual(sent, []);
    watch.asked("table");
    assert.deepEqual(sent, []);
    mock.timers.tick(250);
    assert.deepEqual(sent, [0]);
  });

  it("that holds an event answers a stop with it, and turns it into a cancellation", () => {
    const stopped = watching(6);
    stopped.watch.changed();
    stopped.watch.stop();
    assert.deepEqual(stopped.sent, [0]);
    const ended = watching(5);
    ended.watch.changed();
    ended.watch.cancel();
    ended.watch.asked("events");
    assert.deepEqual(ended.sent, [cancelled]);
  });

  it("sends nothing once the client is gone", () => {
    const { sent, watch } = watching(5);
    watch.changed();
    watch.close();
    mock.timers.tick(10);
    assert.deepEqual(sent, []);
  });
});
