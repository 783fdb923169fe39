import assert from "node:assert/strict";
import { mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { Worker } from "node:worker_threads";
import type { Envelope } from "@cucumber/messages";
import { runFeatures } from "../run-features.ts";
import { runInThreads, shardWithin } from "./run-in-threads.ts";
import { startThreads, takeThread } from "./waiting-threads.ts";

it("runs each scenario of a shard once, in one of the threads", () => {
  const scenarios = Array.from({ length: 100 }, (_, index) => index);
  const inShard = (shard: string) => {
    const [index = 0, total = 0] = shard.split("/").map(Number);
    return scenarios.filter((scenario) => scenario % total === index - 1);
  };
  for (const shard of [undefined, "1/1", "2/3", "3/3"]) {
    const run = [0, 1, 2, 3].flatMap((thread) => inShard(shardWithin(shard, thread, 4)));
    assert.deepEqual(
      run.sort((one, other) => one - other),
      inShard(shard ?? "1/1"),
    );
  }
});

it("gives the verdicts and the messages of one run", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "cis2-testkit-threads-"));
  const run = { worldParameters: { target: "virtual" as const }, tags: "@id:ROLE-01 or @id:ROLE-02" };
  const planned: number[] = [];
  const results = await runFeatures({
    ...run,
    parallel: 2,
    reportDirectory: folder.path,
    onResult: (_result, of) => planned.push(of),
  });
  const alone = await runFeatures({ ...run, dryRun: true });
  const places = (of: typeof results) => of.map(({ location }) => location.line).sort((one, other) => one - other);
  assert.ok(results.length >= 2);
  assert.deepEqual(places(results), places(alone));
  assert.deepEqual(new Set(results.map(({ verdict }) => verdict)), new Set(["passed"]));
  assert.deepEqual(new Set(planned), new Set([results.length]));
  const lines = (await readFile(join(folder.path, "messages.ndjson"), "utf8")).trim().split("\n");
  const messages = lines.map((line) => JSON.parse(line) as Envelope);
  const pickles = new Set(messages.map(({ pickle }) => pickle?.id));
  const cases = messages.flatMap(({ testCase }) => testCase ?? []);
  assert.equal(cases.length, results.length);
  for (const { pickleId } of cases) assert.ok(pickles.has(pickleId));
  const threads = messages.flatMap(({ testCaseStarted }) => testCaseStarted?.workerId ?? []);
  assert.deepEqual(new Set(threads), new Set(["0", "1"]));
});

it("takes the threads that wait before it starts others", async () => {
  const before = new Worker("", { eval: true });
  const { threadId } = before;
  startThreads(1);
  const taken = [takeThread(), takeThread()];
  assert.deepEqual(
    taken.map((worker) => worker.threadId),
    [threadId + 1, threadId + 2],
  );
  await Promise.all([before, ...taken].map((worker) => worker.terminate()));
});

it("ends with the error of a thread that cannot run", async () => {
  const part = { worldParameters: { target: "virtual" as const }, tags: "@a and" };
  await assert.rejects(
    runInThreads(part, 2, () => undefined),
    /pickles:filter/,
  );
});
