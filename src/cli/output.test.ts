import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { skipWithoutPcscLibrary } from "../client/testing/pcsc-library.ts";
import { nextPrinted } from "../foundation/testing/next-printed.ts";
import { startPcscDesktop, type PcscDesktop } from "../harness/index.ts";
import { freePorts } from "./testing/serve.ts";

const bin = fileURLToPath(new URL("../../bin/cis2-testkit.js", import.meta.url));
const linux = process.platform === "linux";

/** The end of a command that waits for its output to be read. */
async function endOf(child: ChildProcess): Promise<{ exitCode: unknown; stderr: string }> {
  const exited = once(child, "exit") as Promise<[number | null]>;
  const [stderr, [exitCode]] = await Promise.all([child.stderr ? text(child.stderr) : "", exited]);
  return { exitCode, stderr };
}

describe("a command whose output nobody reads", { skip: !linux && "only Linux has /dev/full" }, () => {
  let desktop: PcscDesktop;
  before(async () => {
    desktop = await startPcscDesktop({ readers: [{ name: "Reader" }] });
  });
  after(() => desktop.close());
  const start = (words: readonly string[], stdout: "pipe" | number = "pipe", more = {}) => {
    const env = { ...process.env, ...desktop.environment, ...more };
    return spawn(process.execPath, [bin, ...words], { stdio: ["ignore", stdout, "pipe"], env });
  };

  const skipReaders = skipWithoutPcscLibrary();
  const skip = ([name]: readonly string[]) => name === "readers" && skipReaders;

  const commands = [
    ["--help"],
    ["conformance", "--list"],
    ["card", "inspect", "one-role"],
    ["readers", "--json"],
    ["readers", "--watch", "--json"],
    ["doctor"],
    ["serve", "--no-open", "--json", ...freePorts],
  ];
  for (const words of commands) {
    it(`ends with 74 and says nothing if the pipe is closed: ${words.join(" ")}`, { skip: skip(words) }, async () => {
      using child = start(words);
      child.stdout?.destroy();
      assert.deepEqual(await endOf(child), { exitCode: 74, stderr: words.includes("--list") ? listed : "" });
    });
  }

  for (const words of [["--help"], ["readers", "--json"], ["serve", "--no-open", ...freePorts]]) {
    it(`ends with 74 and says so if the disk is full: ${words.join(" ")}`, { skip: skip(words) }, async () => {
      const full = openSync("/dev/full", "w");
      try {
        const { exitCode, stderr } = await endOf(start(words, full));
        assert.equal(exitCode, 74, stderr);
        assert.match(stderr, /^OUTPUT_FAILED: .*no space left on device/);
      } finally {
        closeSync(full);
      }
    });
  }

  it("goes on serving if the reader of its first line has gone, and says so once", async () => {
    const child = start(["serve", "--no-open", "--json", "--log", "silent", ...freePorts]);
    const ended = endOf(child);
    assert.ok(child.stdout);
    const ready = JSON.parse(await nextPrinted(child.stdout)) as Record<string, string>;
    child.stdout.destroy();
    const headers = { origin: new URL(ready["issuer"] ?? "").origin, "content-type": "application/json" };
    const found = await fetch(ready["portService"] ?? "", { headers });
    const port = /\d{4,5}/.exec(await found.text())?.[0] ?? assert.fail();
    // Each request prints the address of a passcode window.
    const body = JSON.stringify({ challenge: randomBytes(32).toString("base64") });
    const aborted = new AbortController();
    const asked = [1, 2].map(() =>
      fetch(`http://localhost:${port}/authentication/authenticate`, {
        method: "POST",
        headers,
        body,
        signal: aborted.signal,
      }),
    );
    await nextPrinted(child.stderr ?? assert.fail());
    assert.equal((await fetch(ready["discovery"] ?? "")).status, 200);
    aborted.abort();
    await Promise.allSettled(asked);
    child.kill("SIGTERM");
    const { exitCode, stderr } = await ended;
    assert.equal(exitCode, 0);
    assert.match(stderr, /^Nobody reads standard output any more.*\n$/);
  });

  it("ends with 70 if a callback of its own throws", { skip: skipReaders }, async () => {
    const slip = `const waiting = setInterval(() => {
      if (process.listenerCount("uncaughtException") > 0) { clearInterval(waiting); throw new TypeError("a slip"); }
    }, 1)`;
    const child = start(["readers", "--watch"], "pipe", {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(slip)}`,
    });
    child.stdout?.resume();
    const { exitCode, stderr } = await endOf(child);
    assert.equal(exitCode, 70);
    assert.match(stderr, /^Internal error: TypeError: a slip/);
  });
});

const listed = "Target: virtual, the testkit itself. Configuration file: none.\n";
