import assert from "node:assert/strict";
import { it } from "node:test";
import { LikelyFirst } from "./likely-first.ts";

const tests = [
  { test: "src/slow.test.ts", durationMs: 1000 },
  { test: "src/quick.test.ts", durationMs: 100 },
];
const order = (first: LikelyFirst, file: string) => first.order(file, tests).map(({ test }) => test);

it("asks a quick test before a slow one, until the slow one has killed far more of the file's mutants", () => {
  const first = new LikelyFirst();
  assert.deepEqual(order(first, "src/a.ts"), ["src/quick.test.ts", "src/slow.test.ts"]);
  for (let time = 0; time < 30; time += 1)
    for (const one of tests) first.note("src/a.ts", one, one.durationMs > 100, one.durationMs);
  assert.deepEqual(order(first, "src/a.ts"), ["src/slow.test.ts", "src/quick.test.ts"]);
  assert.deepEqual(order(first, "src/b.ts"), ["src/quick.test.ts", "src/slow.test.ts"]);
});

it("of two tests as quick asks the one with the file's name first", () => {
  const alike = ["src/other.test.ts", "src/a.test.ts"].map((test) => ({ test, durationMs: 1 }));
  assert.equal(new LikelyFirst().order("src/a.ts", alike)[0]?.test, "src/a.test.ts");
});

it("asks a test later that waits for what the mutants prevent", () => {
  const first = new LikelyFirst();
  const [slow, quick] = tests;
  if (slow && quick) first.note("src/a.ts", quick, true, 60_000);
  assert.deepEqual(order(first, "src/a.ts"), ["src/slow.test.ts", "src/quick.test.ts"]);
});
