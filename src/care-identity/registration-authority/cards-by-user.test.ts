import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { MemoryStore } from "../../store/memory-store.ts";
import { openStore } from "../../store/open-store.ts";
import type { Store } from "../../store/store.ts";
import { startRedis, skipWithoutRedis, type RedisServer } from "../../store/testing/redis-server.ts";
import { CardRegister } from "./card-register.ts";
import { closeAll } from "../../foundation/testing/close-all.ts";

const holder = "555000000001";
const other = "555000000002";
const card = (serial: string, userId = holder) => ({ serial, userId, certificates: [`aa${serial}`] });
const isHeld = (serial: string) => ({ code: "CARD_HELD", details: { userId: holder, serial } });

/** Leaves the store as a version without the index wrote it. */
async function forgetIndex(store: Store): Promise<void> {
  await store.delete(`CardsOfUser:${holder}`);
  await store.delete(`CardsOfUser:${other}`);
  await store.delete("CardsByUserComplete");
}

/** Takes so many members into its sets, and then fails. */
class StoppingStore extends MemoryStore {
  takes = Infinity;

  override include(key: string, member: string): Promise<void> {
    return this.takes-- > 0 ? super.include(key, member) : Promise.reject(new Error("stopped"));
  }
}

describe("a person's cards", () => {
  it("are theirs alone, and those of now", async () => {
    const register = new CardRegister(new MemoryStore());
    await register.enter(card("1"));
    await register.enter(card("2", other));
    await assert.rejects(register.enter(card("3")), isHeld("1"));
    await register.enter(card("1", "555000000003"));
    await register.enter(card("3"));
    await register.checkHoldsNoOther({ userId: holder, serial: "3" });
  });

  it("may be active again beside others if they were entered so", async () => {
    const register = new CardRegister(new MemoryStore());
    for (const serial of ["1", "2"]) await register.enter({ ...card(serial), allowSecondActiveCard: true });
    await register.setState("1", "suspended");
    assert.equal((await register.activate("1")).state, "active");
    await register.setState("2", "suspended");
    await register.enter({ ...card("3"), allowSecondActiveCard: true });
    await register.setState("3", "cancelled");
    await register.setState("1", "suspended");
    await register.enter(card("4"));
    await register.setState("4", "suspended");
    await register.setState("2", "active");
    await assert.rejects(register.activate("4"), isHeld("2"));
  });

  it("are found without a look at everybody's", async () => {
    const asked: string[] = [];
    const store = new (class extends MemoryStore {
      override get(key: string) {
        asked.push(key);
        return super.get(key);
      }
    })();
    const register = new CardRegister(store);
    await register.enter({ ...card("1"), allowSecondActiveCard: true });
    await register.enter({ ...card("2", other), allowSecondActiveCard: true });
    asked.length = 0;
    await register.checkHoldsNoOther({ userId: holder, serial: "1" });
    assert.deepEqual(asked, ["Card:1"]);
  });

  it("are found after an attempt to complete the index that stopped half-way", async () => {
    const store = new StoppingStore();
    const before = new CardRegister(store);
    await before.enter(card("1"));
    await before.enter(card("2", other));
    await forgetIndex(store);
    const register = new CardRegister(store);
    for (const takes of [0, 1]) {
      store.takes = takes;
      await assert.rejects(register.activate("2"), { message: "stopped" });
    }
    store.takes = Infinity;
    await assert.rejects(register.enter(card("3")), isHeld("1"));
  });
});

let directory: string;
let redis: RedisServer | undefined;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "cis2-testkit-cards-by-user-"));
  if (!skipWithoutRedis) redis = await startRedis();
});
after(() =>
  closeAll(
    () => redis?.[Symbol.asyncDispose](),
    () => rm(directory, { recursive: true }),
  ),
);

const kinds = [
  { name: "SQLite", address: () => `sqlite:${join(directory, "store.db")}`, skip: false },
  { name: "Redis", address: () => redis?.address ?? "", skip: skipWithoutRedis },
];

for (const { name, address, skip } of kinds) {
  describe(`a ${name} store from before the index of cards by person`, { skip }, () => {
    let stores: [Store, Store];
    let instances: [CardRegister, CardRegister];
    before(async () => {
      stores = [await openStore(address()), await openStore(address())];
    });
    after(() => Promise.all(stores.map((store) => store.close())));
    beforeEach(async () => {
      const [store] = stores;
      await store.clear();
      const older = new CardRegister(store);
      await older.enter(card("1"));
      await older.enter(card("2", other));
      await forgetIndex(store);
      instances = [new CardRegister(stores[0]), new CardRegister(stores[1])];
    });

    it("refuses a second active card all the same", async () => {
      await assert.rejects(instances[0].enter(card("3")), isHeld("1"));
      await instances[0].enter({ serial: "4", userId: holder, certificates: [] });
      await assert.rejects(instances[1].activate("4"), isHeld("1"));
    });

    it("gets its index from two instances at once", async () => {
      const both = await Promise.allSettled(instances.map((one, index) => one.enter(card(`${index + 3}`))));
      assert.deepEqual(
        both.map((one) => one.status === "rejected" && (one.reason as { code?: string }).code),
        ["CARD_HELD", "CARD_HELD"],
      );
    });
  });
}
