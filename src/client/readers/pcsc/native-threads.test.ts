import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { NativeThreads } from "./native-threads.ts";

describe("the threads of native calls", () => {
  it("leave two of four to calls that do not wait, and let the next one wait as soon as one has ended", async () => {
    const threads = new NativeThreads(4);
    const started: number[] = [];
    const calls = [0, 1, 2, 3].map((index) => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const done = threads.mayWait(() => {
        started.push(index);
        return promise;
      });
      return { done, resolve };
    });
    await Promise.resolve();
    assert.deepEqual(started, [0, 1]);
    calls[1]?.resolve(undefined);
    await calls[1]?.done;
    assert.deepEqual(started, [0, 1, 2]);
    for (const { resolve } of calls) resolve(undefined);
    await Promise.all(calls.map(({ done }) => done));
    assert.deepEqual(started, [0, 1, 2, 3]);
  });

  it("give the thread of a call that failed to the next", async () => {
    const threads = new NativeThreads(1);
    await assert.rejects(
      threads.mayWait(() => Promise.reject(new Error("refused"))),
      /refused/,
    );
    assert.equal(await threads.mayWait(() => Promise.resolve("called")), "called");
  });

  it("have one watch wait at a time", async () => {
    const threads = new NativeThreads();
    const { promise, resolve } = Promise.withResolvers<string>();
    const first = threads.watch(() => promise);
    assert.equal(
      threads.watch(() => Promise.resolve("not called")),
      undefined,
    );
    resolve("changed");
    assert.equal(await first, "changed");
    assert.equal(await threads.watch(() => Promise.resolve("again")), "again");
  });
});
