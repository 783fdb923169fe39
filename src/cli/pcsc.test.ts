import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { nextPrinted } from "../foundation/testing/next-printed.ts";
import { WireClient } from "../virtual-card/readers/pcsc-service/testing/wire-client.ts";
import { cacheDirectory } from "../pki/index.ts";
import { jsonOutput } from "./json-output.ts";
import { runInProcess } from "./testing/run-in-process.ts";

const bin = fileURLToPath(new URL("../../bin/cis2-testkit.js", import.meta.url));

describe("pcsc without a program", () => {
  for (const [how, words, pathIn] of [
    ["as lines for a shell", [], pathForShell],
    ["as JSON", ["--json"], (printed) => z.parse(jsonOutput.pcsc, JSON.parse(printed)).environment[variable]],
  ] as const satisfies readonly (readonly [string, string[], (printed: string) => string | undefined])[]) {
    it(`prints the environment ${how}, serves until SIGTERM, and leaves nothing`, async () => {
      await using folder = await mkdtempDisposable(join(tmpdir(), "pcsc-it's-"));
      using child = spawn(process.execPath, [bin, "pcsc", "--reader", "Desk", ...words], {
        env: { ...process.env, TMPDIR: folder.path },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const environment = { PCSCLITE_CSOCK_NAME: pathIn(await nextPrinted(child.stdout)) ?? "" };
      using client = await WireClient.establish({ environment });
      assert.deepEqual(
        (await client.readers()).map(({ name }) => name),
        ["Desk"],
      );
      child.kill();
      assert.deepEqual(await once(child, "exit"), [0, null]);
      assert.deepEqual(await readdir(folder.path), []);
    });
  }
});

describe("pcsc on a system whose programs use another PC/SC service", () => {
  for (const [platform, name] of [
    ["win32", "Windows"],
    ["darwin", "macOS"],
  ] as const) {
    it(`is refused, and runs no program: ${name}`, async () => {
      const { platform: own } = process;
      // Where this system has its cache: no folder of another system's kind is left in the home folder.
      const environment = { CIS2_TESTKIT_CACHE: cacheDirectory() };
      Object.defineProperty(process, "platform", { value: platform });
      try {
        const { exitCode, stderr } = await runInProcess(["pcsc", "--", "no-such-program"], { environment });
        assert.equal(exitCode, 2);
        assert.match(stderr, new RegExp(`^PCSC_SERVICE_UNSUPPORTED: .* programs on ${name}.*\n.*Linux`));
      } finally {
        Object.defineProperty(process, "platform", { value: own });
      }
    });
  }
});

const variable = "PCSCLITE_CSOCK_NAME";

function pathForShell(lines: string): string {
  return execFileSync("sh", ["-c", `${lines}\nprintf %s "$${variable}"`], { encoding: "utf8" });
}
