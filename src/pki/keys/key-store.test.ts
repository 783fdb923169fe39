import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { cacheDirectory } from "./cache-directory.ts";
import { algorithmOfKey, type KeyAlgorithm, type KeyPair } from "./key-algorithm.ts";
import { openKeyStore } from "./key-store.ts";

describe("key store", () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "cis2-testkit-keys-"));
  });
  after(() => rm(directory, { recursive: true }));

  it("gives the same pair for the same label, in this store and in the next", async () => {
    const store = openKeyStore({ directory });
    const [first, again] = await Promise.all([store.keyPair("card", "p-256"), store.keyPair("card", "p-256")]);
    const next = await openKeyStore({ directory }).keyPair("card", "p-256");
    assert.equal(spki(first), spki(again));
    assert.equal(spki(first), spki(next));
    assert.notEqual(spki(first), spki(await store.keyPair("another", "p-256")));
  });

  for (const algorithm of ["rsa-2048", "rsa-3072", "p-256", "p-384"] satisfies KeyAlgorithm[]) {
    it(`makes ${algorithm} keys`, async () => {
      const pair = await openKeyStore({ directory }).keyPair("algorithms", algorithm);
      assert.equal(algorithmOfKey(pair.privateKey), algorithm);
      assert.equal(algorithmOfKey(pair.publicKey), algorithm);
    });
  }

  it("keeps files only the owner can read, and nothing else", async () => {
    await openKeyStore({ directory }).keyPair("modes", "p-256");
    const files = await readdir(directory);
    assert.ok(files.includes("modes.p-256.pem"));
    assert.deepEqual(
      files.filter((file) => !file.endsWith(".pem")),
      [],
    );
    assert.equal((await stat(join(directory, "modes.p-256.pem"))).mode & 0o777, 0o600);
  });

  it("makes a damaged file anew", async () => {
    const file = join(directory, "damaged.p-256.pem");
    await writeFile(file, "-----BEGIN PRIVATE KEY-----\nMIGH");
    const pair = await openKeyStore({ directory }).keyPair("damaged", "p-256");
    assert.equal(algorithmOfKey(pair.privateKey), "p-256");
    assert.equal(await readFile(file, "utf8"), pair.privateKey.export({ type: "pkcs8", format: "pem" }));
  });

  it("agrees with another store that makes the same pair at the same time", async () => {
    const stores = Array.from({ length: 8 }, () => openKeyStore({ directory }));
    const pairs = await Promise.all(stores.map((store) => store.keyPair("raced", "p-256")));
    assert.equal(new Set(pairs.map(spki)).size, 1);
  });

  it("works without a directory it can write to", async () => {
    const file = join(directory, "not-a-directory");
    await writeFile(file, "");
    const store = openKeyStore({ directory: file });
    assert.equal(spki(await store.keyPair("card", "p-256")), spki(await store.keyPair("card", "p-256")));
    await rm(file);
  });

  it("does not let a label leave the directory", async () => {
    const below = join(directory, "below");
    await openKeyStore({ directory: below }).keyPair("../escaped", "p-256");
    assert.deepEqual(await readdir(below), ["..%2Fescaped.p-256.pem"]);
    await rm(below, { recursive: true });
  });

  it("makes several pairs at once", async () => {
    const store = openKeyStore({ directory });
    await store.warm([
      ["warm-1", "p-256"],
      ["warm-2", "p-384"],
    ]);
    const files = await readdir(directory);
    assert.ok(files.includes("warm-1.p-256.pem") && files.includes("warm-2.p-384.pem"));
  });
});

describe("cache directory", () => {
  it("is the one of the environment where that names one, else the user's own", () => {
    assert.equal(cacheDirectory({ CIS2_TESTKIT_CACHE: "/somewhere" }), "/somewhere");
    assert.equal(cacheDirectory({ XDG_CACHE_HOME: "/xdg" }, "linux"), join("/xdg", "cis2-testkit"));
    assert.equal(cacheDirectory({ LOCALAPPDATA: "local" }, "win32"), join("local", "cis2-testkit", "Cache"));
    assert.match(cacheDirectory({}, "darwin"), /Library.Caches.cis2-testkit$/);
  });
});

function spki({ publicKey }: KeyPair): string {
  return publicKey.export({ type: "spki", format: "pem" }).toString();
}
