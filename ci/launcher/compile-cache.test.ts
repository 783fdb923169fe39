import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { compileCacheFolder } from "../../bin/compile-cache.js";
import { freePorts } from "../../src/cli/testing/serve.ts";
import { cacheDirectory } from "../../src/pki/index.ts";
import { nextPrinted } from "../../src/foundation/testing/next-printed.ts";
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

  it("keeps what the installations left that started last, and works on if it cannot remove the others", async () => {
    await using at = await folders();
    const old = Array.from({ length: 10 }, (_, age) => join(at.cache, `installation-${age}`, "v0.0.0-x64"));
    for (const [age, folder] of old.entries()) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, "code"), "");
      await utimes(join(folder, ".."), age, age);
    }
    const own = compileCacheFolder({ CIS2_TESTKIT_CACHE: join(at.cache, "..") });
    const kept = old.slice(3).map((folder) => join(folder, ".."));
    const left = (await readdir(at.cache)).map((name) => join(at.cache, name));
    assert.deepEqual(left.sort(), [own, ...kept].sort());
    await mkdir(join(at.cache, "installation-10"));
    compileCacheFolder({ CIS2_TESTKIT_CACHE: join(at.cache, "..") });
    assert.ok((await readdir(at.cache)).includes("installation-10"), "only its first start removes folders");
  });

  it("serves both serve, which keeps little space for new objects, and what else is started", async () => {
    await using at = await folders();
    await copyKeys(join(at.cache, "../keys"));
    const env = { PATH: process.env["PATH"], HOME: at.home };
    const login = () => {
      const debug = { ...env, NODE_DEBUG_NATIVE: "COMPILE_CACHE" };
      const words = [bin, "login", "--persona", "unheard-of"];
      const { status, stderr } = spawnSync(process.execPath, words, { env: debug, encoding: "utf8", maxBuffer: 1e8 });
      assert.equal(status, 2, stderr);
      return ["accepted", "rejected"].map((word) => stderr.split(` was ${word},`).length - 1);
    };
    login();
    const newSpace = await newSpaceOfServe(env);
    const [accepted = 0, rejected] = login();
    assert.ok(accepted > 10, String(accepted));
    assert.equal(rejected, 0);
    assert.ok(newSpace < 6_000_000, String(newSpace));
  });
});

/** The bytes that V8 has for new objects when a `serve` ends that was ready. */
async function newSpaceOfServe(env: NodeJS.ProcessEnv): Promise<number> {
  const tell = `import { getHeapSpaceStatistics as spaces } from "node:v8";
    process.once("exit", () => console.error(spaces().find((one) => one.space_name === "new_space").space_size));`;
  const preload = `--import=data:text/javascript,${encodeURIComponent(tell)}`;
  const words = ["serve", ...freePorts, "--panel-port", "0", "--json", "--no-open", "--no-desktop"];
  using child = spawn(process.execPath, [preload, bin, ...words], { env });
  const said = text(child.stderr);
  await nextPrinted(child.stdout);
  child.kill();
  assert.deepEqual(await once(child, "close"), [0, null]);
  return Number(await said);
}

/** Making them takes longer than all else here. */
async function copyKeys(to: string): Promise<void> {
  const isNeeded = (path: string) => /(^|[\\/])(keys|(authority|provider)-[\w.-]+)$/.test(path);
  await cp(join(cacheDirectory(), "keys"), to, { recursive: true, filter: isNeeded }).catch(() => undefined);
}
