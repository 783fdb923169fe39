import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exitCodeOfParts, formatParts, runPart } from "./part.ts";

const node = (script: string) => [process.execPath, "--eval", script] as const;

describe("a part of npm test", () => {
  it("that fails makes the whole fail, with its exit code", async () => {
    const results = [
      await runPart({ name: "first", command: node("") }),
      await runPart({ name: "second", command: node("process.exitCode = 3") }),
    ];
    assert.deepEqual([exitCodeOfParts(results), exitCodeOfParts(results.slice(0, 1))], [3, 0]);
    assert.match(formatParts(results), /^first +\d+\.\d s\nsecond +\d+\.\d s {2}failed \(3\)\n$/);
  });

  it("that was killed, or could not be started, has failed", async () => {
    const killed = await runPart({ name: "killed", command: node("process.kill(process.pid, 'SIGKILL')") });
    const missing = await runPart({ name: "missing", command: ["no-such-program-here"] });
    assert.deepEqual([killed.exitCode, missing.exitCode], [1, 1]);
  });

  it("has the environment it is given", async () => {
    const command = node("process.exitCode = process.env.CHOSEN === 'this' ? 0 : 1");
    const results = ["this", "that"].map((CHOSEN) => runPart({ name: CHOSEN, command, environment: { CHOSEN } }));
    assert.deepEqual(
      (await Promise.all(results)).map(({ exitCode }) => exitCode),
      [0, 1],
    );
  });
});
