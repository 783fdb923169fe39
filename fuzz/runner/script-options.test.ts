import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

/** Runs a script of the project as `npm run` does. */
function run(script: string, ...words: readonly string[]) {
  const file = fileURLToPath(new URL(`../../${script}`, import.meta.url));
  return new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [file, ...words], (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode, stdout, stderr });
    });
  });
}

describe("the scripts that run for minutes", { concurrency: 2 }, () => {
  for (const [script, name, option] of [
    ["fuzz/fuzz.ts", "fuzz", "--target <name>"],
    ["bench/run.ts", "bench", "--keep"],
    ["soak/soak.ts", "soak", "--minutes <n>"],
    ["soak/desktop-soak.ts", "soak:desktop", "--minutes <n>"],
  ] as const) {
    it(`npm run ${name} says with --help what it takes, and begins nothing`, async () => {
      const { exitCode, stdout, stderr } = await run(script, "--help");
      assert.deepEqual([exitCode, stderr], [0, ""]);
      assert.ok(stdout.startsWith(`npm run ${name} -- [`), stdout);
      assert.ok(stdout.includes(`\n  ${option}`), stdout);
    });
  }

  it("refuse what they do not take, with a reason and what they do", async () => {
    const { exitCode, stderr } = await run("soak/soak.ts", "--minutes", "soon");
    assert.equal(exitCode, 2);
    assert.match(stderr, /^--minutes soon is no number of minutes\.\n\nnpm run soak -- \[/);
    assert.match((await run("soak/soak.ts", "--hours", "1")).stderr, /^Unknown option '--hours'.*\n\nnpm run soak/);
  });
});
