import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { StatusWatch } from "./status-watch.ts";
import { decode } from "./testing/wire-client.ts";

const cancelled = 0x80100002;
const readerEvents = 7;

describe("a client's wait for changes", () => {
  const watching = (minor: number) => {
    const sent: number[][] = [];
    const watch = new StatusWatch(
      (answer) => sent.push(decode(answer)),
      () => readerEvents,
    );
    watch.begin(minor);
    return { sent, watch };
  };

  it("is answered once, whatever comes after", () => {
    const { sent, watch } = watching(4);
    watch.changed();
    watch.changed();
    watch.cancel();
    watch.stop();
    assert.deepEqual(sent, [[0, 0]]);
  });

  it("is answered by a stop, and by a cancellation", () => {
    const stopped = watching(4);
    stopped.watch.stop();
    assert.deepEqual(stopped.sent, [[0, 0]]);
    const ended = watching(4);
    ended.watch.cancel();
    assert.deepEqual(ended.sent, [[0, cancelled]]);
  });

  for (const [what, end, code] of [
    ["a change", "changed", 0],
    ["a cancellation", "cancel", cancelled],
  ] as const) {
    it(`of 4:5 tells ${what} and the number of events alike, for the client may read either first`, () => {
      const { sent, watch } = watching(5);
      watch[end]();
      sent.push(decode(watch.readerEvents()));
      assert.deepEqual(sent, [
        [readerEvents, code],
        [readerEvents, code],
      ]);
      watch.begin(5);
      assert.deepEqual(decode(watch.readerEvents()), [readerEvents, 0]);
    });
  }

  it("of 4:6 holds an event until the client has the table", () => {
    const { sent, watch } = watching(6);
    watch.changed();
    assert.deepEqual(sent, []);
    watch.hasTable();
    assert.deepEqual(sent, [[readerEvents, 0]]);
  });

  it("that holds an event answers a stop with it, and turns it into a cancellation", () => {
    const stopped = watching(6);
    stopped.watch.changed();
    stopped.watch.stop();
    assert.deepEqual(stopped.sent, [[readerEvents, 0]]);
    const ended = watching(6);
    ended.watch.changed();
    ended.watch.cancel();
    ended.watch.hasTable();
    assert.deepEqual(ended.sent, [[readerEvents, cancelled]]);
  });

  it("sends nothing once the client is gone", () => {
    const { sent, watch } = watching(6);
    watch.changed();
    watch.close();
    watch.hasTable();
    assert.deepEqual(sent, []);
  });
});
