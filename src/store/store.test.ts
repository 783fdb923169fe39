import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import { join } from "node:path";
import { after, before, describe, mock } from "node:test";
import { Redis } from "ioredis";
import { unusedPort } from "../foundation/testing/unused-port.ts";
import { isTestkitError } from "../foundation/errors/testkit-error.ts";
import { startRedis, skipWithoutRedis, type RedisServer } from "./testing/redis-server.ts";
import { MemoryStore } from "./memory-store.ts";
import { openStore } from "./open-store.ts";
import type { Store } from "./store.ts";
import { closeAll } from "../foundation/testing/close-all.ts";
import { itUntilFailure } from "../foundation/testing/until-failure.ts";

const it = itUntilFailure();

let directory: string;
let redis: RedisServer | undefined;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "cis2-testkit-store-"));
  if (!skipWithoutRedis) redis = await startRedis();
});
after(() =>
  closeAll(
    () => redis?.[Symbol.asyncDispose](),
    () => rm(directory, { recursive: true }),
  ),
);

const kinds = [
  { name: "memory", address: () => "memory:", skip: false, shared: false },
  { name: "SQLite", address: () => `sqlite:${join(directory, "store.db")}`, skip: false, shared: true },
  { name: "Redis", address: () => redis?.address ?? "", skip: skipWithoutRedis, shared: true },
];

for (const { name, address, skip, shared } of kinds) {
  describe(`${name} store`, { skip }, () => {
    let store: Store;
    before(async () => {
      store = await openStore(address());
    });
    after(() => store.close());

    it("gives back what was set, until it is deleted", async () => {
      const value = { text: "ünïcode", list: [1, true, { deep: "x" }] };
      assert.equal(await store.get("one"), undefined);
      await store.set("one", value, 60);
      assert.deepEqual(await store.get("one"), value);
      await store.set("one", "another");
      assert.equal(await store.get("one"), "another");
      await store.delete("one");
      assert.equal(await store.get("one"), undefined);
    });

    it("adds only where nothing is, whoever comes first", async () => {
      const added = await Promise.all([1, 2, 3, 4].map((value) => store.add("once", value, 60)));
      assert.equal(added.filter(Boolean).length, 1);
      assert.equal(await store.get("once"), added.indexOf(true) + 1);
      await store.delete("once");
      assert.equal(await store.add("once", 5), true);
    });

    it("keeps sets apart from values, and drops members", async () => {
      await Promise.all(["b", "a", "a"].map((member) => store.include("set", member)));
      await store.set("set", "a value of the same name");
      assert.deepEqual((await store.members("set")).sort(), ["a", "b"]);
      await store.exclude("set", "a");
      assert.deepEqual(await store.members("set"), ["b"]);
      await store.delete("set");
      assert.deepEqual(await store.members("set"), []);
      assert.equal(await store.get("set"), undefined);
    });

    it("forgets what has had its time", async () => {
      await store.include("short set", "m", 0.05);
      await store.set("short", "s", 0.05);
      await store.set("long", "l", 60);
      await gone(store, "short");
      assert.deepEqual(await store.members("short set"), []);
      assert.equal(await store.add("short", "again"), true);
      assert.equal(await store.get("long"), "l");
    });

    it("is empty once cleared", async () => {
      await store.set("kept", 1);
      await store.include("kept set", "m");
      await store.clear();
      assert.equal(await store.get("kept"), undefined);
      assert.deepEqual(await store.members("kept set"), []);
    });

    if (shared) {
      it("shows another instance the same, and keeps it over a restart", async () => {
        await store.set("shared", { by: "first" }, 60);
        await store.include("shared set", "m", 60);
        await using opened = new AsyncDisposableStack();
        const other = opened.adopt(await openStore(address()), (one) => one.close());
        assert.deepEqual(await other.get("shared"), { by: "first" });
        assert.deepEqual(await other.members("shared set"), ["m"]);
      });
    }
  });
}

describe("memory store", () => {
  it("holds on to nothing that has expired", async () => {
    mock.timers.enable({ apis: ["Date"], now: 0 });
    const store = new MemoryStore();
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 1000; n++) await store.set(`${round}:${n}`, n, 1);
      mock.timers.tick(2000);
    }
    mock.timers.reset();
    assert.ok(store.size <= 1000, `${store.size} entries`);
  });
});

describe("a Redis that refuses one command of several", { skip: skipWithoutRedis }, () => {
  it("is heard", async () => {
    const address = redis?.address ?? "";
    await using open = new AsyncDisposableStack();
    const raw = open.adopt(new Redis(address.slice("redis+unix:".length)), (one) => one.quit().then(() => undefined));
    const store = open.adopt(await openStore(address), (one) => one.close());
    await raw.set("cis2-testkit:set:no set", "text");
    await assert.rejects(store.include("no set", "member", 60), /WRONGTYPE/);
  });
});

describe("a Redis with a password and 16 databases", { skip: skipWithoutRedis }, () => {
  const reasonOf = (error: unknown) => (isTestkitError(error, "STORE_UNREACHABLE") ? error.message : String(error));
  let port: number;
  let server: ChildProcess;
  before(async () => {
    port = await unusedPort();
    const options = ["--port", String(port), "--bind", "127.0.0.1", "--requirepass", "right", "--save", ""];
    server = spawn("redis-server", options, { stdio: ["ignore", "pipe", "inherit"], cwd: directory });
    assert.ok(server.stdout);
    for await (const line of createInterface(server.stdout)) if (/ready to accept connections/i.test(line)) break;
    server.stdout.resume();
  });
  after(async () => {
    const exited = once(server, "exit");
    server.kill("SIGCONT");
    server.kill("SIGKILL");
    await exited;
  });
  const open = (rest: string, environment = {}, scheme = "redis") => openStore(`${scheme}://${rest}`, environment);

  it("takes the password from the environment", async () => {
    const store = await open(`127.0.0.1:${port}`, { CIS2_TESTKIT_STORE_PASSWORD: "right" });
    await store.set("a", 1);
    await store.close();
  });

  const refused: [what: string, rest: string, expected: RegExp, scheme?: string][] = [
    ["a wrong password", ":wrong@", /WRONGPASS/],
    ["no password", "", /NOAUTH/],
    ["TLS to a server without", ":right@", /answers no TLS handshake/, "rediss"],
  ];
  for (const [what, rest, expected, scheme] of refused) {
    it(`says that it is ${what}`, async () => {
      await assert.rejects(open(`${rest}127.0.0.1:${port}`, {}, scheme), (error) => expected.test(reasonOf(error)));
    });
  }

  it("does not become database 0 if there is no such database", async () => {
    await assert.rejects(open(`:right@127.0.0.1:${port}/99`), (error) =>
      reasonOf(error).includes("DB index is out of range"),
    );
  });

  it("that is frozen does not keep this process from closing, and no error names what was written", async () => {
    const store = await open(`:right@127.0.0.1:${port}`);
    const administrator = new Redis(port, "127.0.0.1", { password: "right" });
    await administrator.config("SET", "maxmemory", "1");
    await assert.rejects(store.set("key", "secret-value"), (error) => {
      assert.match(reasonOf(error), /OOM/);
      assert.doesNotMatch(inspect(error, { depth: 9 }), /secret-value/);
      return true;
    });
    await administrator.quit();
    server.kill("SIGSTOP");
    const began = performance.now();
    await store.close();
    assert.ok(performance.now() - began < 2000);
    server.kill("SIGCONT");
  });
});

describe("opening a store", () => {
  for (const address of ["", "redis", "sqlite:", "mongodb://127.0.0.1"]) {
    it(`refuses the address "${address}"`, async () => {
      await assert.rejects(openStore(address), (error) => isTestkitError(error, "CONFIGURATION_INVALID"));
    });
  }

  it("says that the server or file cannot be reached", async () => {
    for (const address of ["redis://127.0.0.1:1", `sqlite:${join(directory, "missing", "store.db")}`]) {
      await assert.rejects(openStore(address), (error) => isTestkitError(error, "STORE_UNREACHABLE"), address);
    }
  });
});

/** Waits for the server's clock, which no test can move. */
async function gone(store: Store, key: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if ((await store.get(key)) === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert.fail(`${key} is still there`);
}
