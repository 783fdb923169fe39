import assert from "node:assert/strict";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { pathToFileURL } from "node:url";
import { WarmProcess } from "./warm-process.ts";

const subject = `import { seen } from "./shared.mjs";
export const add = (a, b) => a + b;
export const leave = (what) => seen.push(what);
export const wait = () => false;
`;
const test = `import assert from "node:assert";
import { after, before, describe, it } from "node:test";
import { add, leave, wait } from "./subject.mjs";
import { seen } from "./shared.mjs";
it("finds nothing that was left", () => { assert.ok(!globalThis.left); });
describe("a sum", () => {
  let two;
  before(() => { two = 2; });
  after(() => { two = 0; });
  it("is right", () => { assert.equal(add(1, two), 3); });
  it("is not run", { skip: true }, () => { throw new Error("ran"); });
});
it("is left as it was", () => { leave("a"); assert.deepEqual(seen, ["a"]); seen.length = 0; });
it("does not wait", async () => { if (wait()) await new Promise(() => {}); });
`;

it("asks about many mutants in one process, and takes no failure for a kill that it sees without the mutant too", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mutation-"));
  const file = (name: string) => join(folder.path, name);
  await writeFile(file("shared.mjs"), "export const seen = [];\n");
  await writeFile(file("subject.mjs"), subject);
  await writeFile(file("subject.test.mjs"), test);
  using warm = new WarmProcess();
  const url = pathToFileURL(file("subject.mjs")).href;
  const baseline = { test: file("subject.test.mjs"), durationMs: 0, coverage: new Map(), isOneProcess: true };
  const kills = (original: string, replacement: string) => {
    const start = subject.indexOf(original);
    return warm.kills(baseline, { url, start, end: start + original.length, replacement });
  };
  assert.equal(await kills("a + b", "a - b"), true);
  assert.equal(await kills("a + b", "b + a"), false);
  assert.equal(await kills("seen.push(what)", "(seen.push(what), globalThis.left = 1, what)"), false);
  assert.equal(await kills("a + b", "b + a"), false, "the reason is what the mutant before left");
  assert.equal(await kills("seen.push(what)", "seen.push(what, what)"), true, "though the test fails after it");
  assert.equal(await kills("a + b", "b + a"), false, "in another process");
  assert.equal(await kills("a + b", "process.exit(0)"), true);
});
