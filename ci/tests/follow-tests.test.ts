import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";

const file = `
import { executionAsyncId } from "node:async_hooks";
import { once } from "node:events";
import { createServer, get } from "node:http";
import { before, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
const aWhile = () => wait(60_000, undefined, { ref: false });
describe("outer", () => {
  before(() => wait(1));
  it("throws in a timer", async () => {
    await wait(1);
    setTimeout(() => { throw new Error("timer"); }, 1);
    await aWhile();
  });
  it("throws in a server", async (t) => {
    const server = createServer(() => { throw new Error("server"); });
    t.after(() => { server.closeAllConnections(); server.close(); });
    await once(server.listen(0), "listening");
    get({ port: server.address().port }).on("error", () => undefined);
    await aWhile();
  });
  it("rejects", async () => {
    void (async () => { await wait(1); throw new Error("promise"); })();
    await aWhile();
  });
  describe("inner", () => {
    it("has tests below it", (t) => t.test("lowest", async () => {
      await wait(1);
      setImmediate(() => { throw new Error("immediate"); });
      await aWhile();
    }));
  });
  it("is not followed from promise to promise", async () => {
    await null;
    const id = executionAsyncId();
    await null;
    if (executionAsyncId() !== id) throw new Error("it is");
  });
});
it("throws when it has ended", () => { setTimeout(() => { throw new Error("late"); }, 1); });
it("runs after all that", () => wait(100));
`;

it("the test that an uncaught error belongs to fails, though no promise is followed", () => {
  const folder = mkdtempSync(join(tmpdir(), "follow-tests-"));
  try {
    const path = join(folder, "some.test.mjs");
    writeFileSync(path, file);
    const preload = new URL("follow-tests.ts", import.meta.url).href;
    const { NODE_TEST_CONTEXT: _, NODE_V8_COVERAGE: __, ...env } = process.env;
    const { status, stdout } = spawnSync(process.execPath, ["--import", preload, "--test-reporter=spec", path], {
      encoding: "utf8",
      env,
    });
    assert.equal(status, 1);
    const found = stdout.match(/^ *[✔✖▶] .*?(?= \(|$)/gmu)?.slice(0, 11);
    assert.deepEqual(found, [
      "▶ outer",
      "  ✖ throws in a timer",
      "  ✖ throws in a server",
      "  ✖ rejects",
      "  ▶ inner",
      "    ▶ has tests below it",
      "      ✖ lowest",
      "    ✖ has tests below it",
      "  ✖ inner",
      "  ✔ is not followed from promise to promise",
      "✖ outer",
    ]);
    assert.match(stdout, /^✔ runs after all that/mu);
    assert.match(stdout, /Test "throws when it has ended" at .* created the error "Error: late"/u);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
