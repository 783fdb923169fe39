import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openStore } from "./open-store.ts";
import { configurationOf, type Store } from "./store.ts";
import { skipWithoutRedis, startRedis } from "./testing/redis-server.ts";

describe("a request at a store that instances share", { skip: skipWithoutRedis }, () => {
  const open = new AsyncDisposableStack();
  let store: Store;
  let configuration: Store;
  let other: Store;
  before(async () => {
    const redis = open.use(await startRedis());
    store = open.adopt(await openStore(redis.address), (one) => one.close());
    other = open.adopt(await openStore(redis.address), (one) => one.close());
    configuration = configurationOf(store);
  });
  after(() => open.disposeAsync());

  /** Does the work within a request, which ends by the function that the work is given, or after it. */
  async function request(work: (end: () => void) => Promise<void>, first: readonly string[] = []): Promise<void> {
    const done = Promise.withResolvers<undefined>();
    const end = store.during?.(
      () => first,
      () => {
        // Not before the function that ends the request is there.
        const worked = Promise.resolve().then(() => work(() => end?.()));
        worked.then(() => {
          done.resolve(undefined);
        }, done.reject);
      },
    );
    await done.promise;
    end?.();
  }

  it("keeps the configuration as it was when the request began, and not beyond its end", async () => {
    await configuration.set("one", "before");
    await request(async (end) => {
      assert.equal(await configuration.get("one"), "before");
      await configurationOf(other).set("one", "after");
      assert.equal(await configuration.get("one"), "before");
      end();
      assert.equal(await configuration.get("one"), "after");
    });
  });

  it("sees its own changes at once, of values and of sets", async () => {
    await configuration.set("own", 1);
    await configuration.include("own set", "a");
    await request(async () => {
      assert.deepEqual([await configuration.get("own"), await configuration.members("own set")], [1, ["a"]]);
      await configuration.delete("own");
      await configuration.exclude("own set", "a");
      assert.deepEqual([await configuration.get("own"), await configuration.members("own set")], [undefined, []]);
    });
  });

  it("has what it reads first once as it was at the beginning, and then as it is", async () => {
    await store.set("first", "before");
    await request(async () => {
      assert.equal(await configuration.get("nothing"), undefined);
      await other.set("first", "after");
      assert.equal(await store.get("first"), "before");
      assert.equal(await store.get("first"), "after");
    }, ["first"]);
    await request(async () => {
      assert.equal(await configuration.get("nothing"), undefined);
      await store.set("first", "its own");
      assert.equal(await store.get("first"), "its own");
    }, ["first"]);
  });

  it("finds what was entered at the start in a store that lost its records meanwhile", async () => {
    await store.refillBy?.("test", () => configuration.set("entered", true));
    await configuration.set("entered", true);
    await request(async () => {
      assert.equal(await configuration.get("since"), undefined);
      await configuration.set("since", true);
    });
    await other.clear();
    await request(async () => {
      assert.deepEqual([await configuration.get("entered"), await configuration.get("since")], [true, undefined]);
    });
  });
});
