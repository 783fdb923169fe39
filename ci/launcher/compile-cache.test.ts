import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { isReachableByOthers } from "../../src/foundation/testing/reachable-by-others.ts";

const bin = fileURLToPath(new URL("../../bin/cis2-testkit.js", import.meta.url));
const anotherUser = 12345;
const isRoot = process.getuid?.() === 0;
const skipStranger =
  !(isRoot && isReachableByOthers(process.execPath)) && "only root becomes another, that can start this Node";

async function folders() {
  const root = await mkdtemp(join(tmpdir(), "compile-cache-"));
  const [home, shared] = [join(root, "home"), join(root, "shared")];
  await Promise.all([mkdir(home), mkdir(shared)]);
  const run = (environment: NodeJS.ProcessEnv = {}) => {
    const env = { PATH: process.env["PATH"], HOME: home, TMPDIR: shared, ...environment };
    const { status, stderr } = spawnSync(process.execPath, [bin, "--version"], { env, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  };
  const cache = join(home, ".cache", "cis2-testkit", "compile-cache");
  return { root, home, shared, cache, run, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
}

describe("the cache of compiled code", { skip: process.platform !== "linux" && "other folders" }, () => {
  it("is in a folder of this user alone, not in the shared one", async () => {
    await using at = await folders();
    at.run();
    assert.deepEqual(await readdir(at.shared), []);
    assert.equal((await stat(at.cache)).mode & 0o777, 0o700);
    assert.notDeepEqual(await readdir(at.cache), []);
  });

  it(
    "is not in a folder that another user made",
    { skip: !isRoot && "changing a folder's owner needs root" },
    async () => {
      await using at = await folders();
      await mkdir(at.cache, { recursive: true, mode: 0o700 });
      await chown(at.cache, anotherUser, anotherUser);
      at.run();
      assert.deepEqual([await readdir(at.cache), await readdir(at.shared)], [[], []]);
    },
  );

  it("is not in a folder that others can write to or read, nor behind a link", async () => {
    await using at = await folders();
    await mkdir(at.cache, { recursive: true, mode: 0o700 });
    await chmod(at.cache, 0o777);
    at.run();
    assert.deepEqual([await readdir(at.cache), await readdir(at.shared)], [[], []]);
    const target = join(at.root, "target");
    await mkdir(target, { mode: 0o700 });
    await rm(at.cache, { recursive: true });
    await symlink(target, at.cache);
    at.run();
    assert.deepEqual(await readdir(target), []);
  });

  it("is none for a user without a home", { skip: skipStranger }, async () => {
    await using at = await folders();
    const env = { PATH: process.env["PATH"], TMPDIR: at.shared };
    const program = [process.execPath, bin, "--version"];
    const { status, stderr } = spawnSync("setpriv", ["--reuid=12345", "--clear-groups", ...program], {
      env,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    assert.deepEqual(await readdir(at.shared), []);
  });
});
