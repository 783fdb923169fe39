import assert from "node:assert/strict";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { runCli } from "./run-cli.ts";
import { runInProcess } from "./run-in-process.ts";

const refused = ["login", "--persona", "unheard-of"];

describe("a command in this process", () => {
  for (const words of [["--version"], ["card", "issue", "--help"], ["--fast"], ["serve", "--store"], refused]) {
    it(`prints and ends as in a separate one: ${words.join(" ")}`, async () => {
      assert.deepEqual(await runInProcess(words), await runCli(...words));
    });
  }

  it("leaves exit code, environment variables and folder of the process as they were", async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "in-process-")));
    const before = { exitCode: process.exitCode, folder: process.cwd(), variables: { ...process.env } };
    try {
      const environment = { CIS2_TESTKIT_TARGET: "replay", HOME: undefined };
      const { exitCode, stderr } = await runInProcess(["conformance", "--trace", "none.json"], { folder, environment });
      assert.deepEqual([exitCode, stderr.includes("none.json")], [2, true], stderr);
    } finally {
      await rm(folder, { recursive: true });
    }
    const { exitCode, env } = process;
    assert.deepEqual({ exitCode, folder: process.cwd(), variables: { ...env } }, before);
  });

  it("does not take what others print meanwhile, and gives each command what it printed itself", async () => {
    const writer = () => Object.getOwnPropertyDescriptor(process.stderr, "write");
    const own = writer();
    const seen: string[] = [];
    const bystander = (chunk: string | Uint8Array) => seen.push(String(chunk)) > 0;
    process.stderr.write = bystander;
    try {
      const both = Promise.all([runInProcess(refused), runInProcess(["--fast"])]);
      await new Promise(setImmediate);
      assert.notEqual(writer()?.value, bystander, "nothing is captured yet");
      process.stderr.write("from a bystander");
      const [first, second] = await both;
      assert.match(first.stderr, /^PERSONA_UNKNOWN/);
      assert.match(second.stderr, /^error: unknown option '--fast'/);
      assert.doesNotMatch(first.stderr + second.stderr, /bystander/);
      assert.deepEqual(seen, ["from a bystander"]);
      assert.equal(writer()?.value, bystander);
    } finally {
      if (own) Object.defineProperty(process.stderr, "write", own);
      else Reflect.deleteProperty(process.stderr, "write");
    }
  });
});
