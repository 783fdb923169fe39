import assert from "node:assert/strict";
import { it } from "node:test";
import { PartsProgress } from "./parts-progress.ts";

it("says which part a run is at, of how many seconds, and how long it still takes", () => {
  const written: string[] = [];
  let now = 0;
  const stream = { isTTY: true, write: (text: string) => written.push(text) };
  const parts = [
    { name: "first", seconds: 10 },
    { name: "second", seconds: 30 },
  ];
  using progress = new PartsProgress("Benchmarks", parts, { stream, now: () => now });
  progress.begin("first");
  assert.match(written.at(-1) ?? "", /Benchmarks: 0 of 40 s \(first\)$/);
  now = 5000;
  progress.show();
  assert.match(written.at(-1) ?? "", /Benchmarks: 5 of 40 s \(first\), 35 s left$/);
  now = 10_000;
  progress.begin("second");
  assert.match(written.at(-1) ?? "", /Benchmarks: 10 of 40 s \(second\), 30 s left$/);
  // A part that takes longer than the last time is not more than done.
  now = 100_000;
  progress.show();
  assert.match(written.at(-1) ?? "", /Benchmarks: 40 of 40 s \(second\), 0 s left$/);
});
