import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { nextPrinted } from "../../foundation/testing/next-printed.ts";
import { runProgram } from "./run-program.ts";

const here = new URL("./run-program.ts", import.meta.url).href;

/** Has another process run a program, so that signals can be sent to it. */
function runner(program: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const script = `
    const { runProgram } = await import(${JSON.stringify(here)});
    process.exitCode = (await runProgram(${JSON.stringify(program)}, { GIVEN: "given" })).exitCode;`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

describe("a program that is run", () => {
  it("gives its exit code, and has the environment without passcodes", async () => {
    using child = runner(["sh", "-c", 'echo "$GIVEN $CIS2_TESTKIT_PASSCODE$CIS2_TESTKIT_NEW_PASSCODE $KEPT"; exit 7'], {
      CIS2_TESTKIT_PASSCODE: "1234",
      CIS2_TESTKIT_NEW_PASSCODE: "4321",
      KEPT: "kept",
    });
    const [printed, [code]] = await Promise.all([text(child.stdout), once(child, "exit") as Promise<[number]>]);
    assert.deepEqual([printed, code], ["given  kept\n", 7]);
  });

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`gets ${signal}, and what it makes of it is the end`, async () => {
      const program = `process.on("${signal}", () => process.exit(5)); console.log("ready"); setInterval(() => {}, 1e6)`;
      using child = runner([process.execPath, "-e", program]);
      const ended = once(child, "exit") as Promise<[number]>;
      await nextPrinted(child.stdout);
      child.kill(signal);
      assert.equal((await ended)[0], 5);
    });
  }

  it("that a signal ends gives 128 and the signal's number", async () => {
    const { exitCode } = await runProgram(["sh", "-c", "kill -KILL $$"], {});
    assert.equal(exitCode, 137);
  });

  it("that is not there is named", async () => {
    await assert.rejects(runProgram(["no-such-program"], {}), {
      code: "PROGRAM_NOT_STARTED",
      details: { program: "no-such-program", reason: "ENOENT" },
    });
  });
});
