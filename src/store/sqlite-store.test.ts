import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { inspect } from "node:util";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { isTestkitError } from "../foundation/errors/testkit-error.ts";
import { openStore } from "./open-store.ts";

let directory: string;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "cis2-testkit-sqlite-"));
});
after(() => rm(directory, { recursive: true }));

describe("a SQLite file", () => {
  it("is for this user alone, also if it was there", { skip: process.platform === "win32" && "no modes" }, async () => {
    const file = join(directory, "modes.db");
    await writeFile(file, "", { mode: 0o644 });
    await using opened = new AsyncDisposableStack();
    const store = opened.adopt(await openStore(`sqlite:${file}`), (one) => one.close());
    await store.set("secret", "s");
    for (const name of [file, `${file}-wal`]) assert.equal((await stat(name)).mode & 0o777, 0o600, name);
  });

  it(
    "that is read-only is reported as read-only, and stays as it is",
    { skip: process.platform === "win32" && "no modes" },
    async () => {
      const file = join(directory, "read-only.db");
      await (await openStore(`sqlite:${file}`)).close();
      await chmod(file, 0o444);
      await chmod(directory, 0o711);
      const owner = process.geteuid?.();
      // Root may write to any file.
      if (owner === 0) process.seteuid?.(65534);
      try {
        await assert.rejects(openStore(`sqlite:${file}`), (error) => {
          assert.ok(isTestkitError(error, "STORE_UNREACHABLE"));
          assert.match(error.message, /read-only\.db.*(EACCES|permission denied)/);
          return true;
        });
      } finally {
        if (owner === 0) process.seteuid?.(0);
      }
      assert.equal((await stat(file)).mode & 0o777, 0o444);
    },
  );

  it("on which nothing can be written any more fails each call that writes, and no other", async () => {
    const file = join(directory, "full.db");
    await using opened = new AsyncDisposableStack();
    const store = opened.adopt(await openStore(`sqlite:${file}`), (one) => one.close());
    await store.set("before", 1);
    const other = new DatabaseSync(file);
    opened.defer(() => {
      other.close();
    });
    other.exec("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
    await assert.rejects(store.set("key", "secret-value"), (error) => {
      assert.ok(isTestkitError(error, "STORE_UNREACHABLE"));
      assert.match(error.message, /database or disk is full/);
      assert.doesNotMatch(inspect(error, { depth: 9 }), /secret-value/);
      return true;
    });
    assert.equal(await store.get("before"), 1);
  });

  it("that another program has locked does not stop this process, and works once it is free", async () => {
    const file = join(directory, "locked.db");
    await using opened = new AsyncDisposableStack();
    const store = opened.adopt(await openStore(`sqlite:${file}`), (one) => one.close());
    const other = new DatabaseSync(file);
    opened.defer(() => {
      other.close();
    });
    other.exec("BEGIN IMMEDIATE");
    const began = performance.now();
    const written = store.set("key", "value");
    await new Promise(setImmediate);
    assert.ok(performance.now() - began < 500);
    other.exec("COMMIT");
    await written;
    assert.equal(await store.get("key"), "value");
  });
});
