import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { unusedPort } from "../foundation/testing/unused-port.ts";
import { readySchema } from "../harness/index.ts";
import { runInProcess } from "./testing/run-in-process.ts";
import { freePorts, startServe } from "./testing/serve.ts";

describe("wait", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wait-"));
  });
  after(() => rm(folder, { recursive: true }));
  const wait = (...words: readonly string[]) => runInProcess(["wait", ...words]);

  it("ends when a server can be used, whose file is there as long as the server", async () => {
    const file = join(folder, "ready.json");
    const { ready, stop } = await startServe("--no-desktop", "--no-demo", "--ready-file", file);
    assert.deepEqual(await wait(file, ready["discovery"] ?? ""), { exitCode: 0, stdout: "", stderr: "" });
    await stop();
    assert.equal(existsSync(file), false);
  });

  it("fails at once if the server could not start, with the server's reason", async () => {
    const file = join(folder, "failed.json");
    await using server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const taken = String((server.address() as AddressInfo).port);
    const serve = await runInProcess(["serve", ...freePorts, "--internet-port", taken, "--ready-file", file]);
    assert.equal(serve.exitCode, 3);
    const { exitCode, stderr } = await wait(file, "--timeout", "600");
    assert.equal(exitCode, 3);
    assert.match(stderr, new RegExp(`^WAITED_FOR_FAILED: .*failed.json failed: PORT_TAKEN: Port ${taken}`));
  });

  it("fails when its time is over, also if a killed server left its file", async () => {
    const file = join(folder, "stale.json");
    const ended = spawn(process.execPath, ["--eval", ""]);
    await once(ended, "exit");
    await writeFile(file, JSON.stringify({ pid: ended.pid }));
    await using server = createServer((_, answer) => answer.writeHead(503).end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    for (const [target, seconds, reason] of [
      [file, "0", "the server that wrote the file has ended"],
      [join(folder, "none.json"), "0", "there is no such file"],
      ["http://127.0.0.1:1/", "1", "bad port"],
      [`http://127.0.0.1:${await unusedPort()}/`, "1", "ECONNREFUSED"],
      [`http://127.0.0.1:${port}/`, "1", "it answers 503"],
    ] as const) {
      const { exitCode, stderr } = await wait(target, "--timeout", seconds);
      assert.equal(exitCode, 4);
      assert.ok(
        stderr.startsWith(`WAIT_TIMED_OUT: ${target} was not ready within ${seconds} seconds: ${reason}.`),
        stderr,
      );
    }
  });

  it("refuses at once what begins like an address and is none", async () => {
    const { exitCode, stderr } = await wait("http://127.0.0.1:99999/", "--timeout", "600");
    assert.equal(exitCode, 2);
    assert.match(stderr, /^CONFIGURATION_INVALID: .*http:\/\/127\.0\.0\.1:99999\/.*no address/);
  });

  it("refuses a file that is none of serve's", async () => {
    const file = join(folder, "other.json");
    await writeFile(file, "{}");
    assert.deepEqual((await wait(file)).exitCode, 2);
  });
});

it("the ready line has names that a program can use, and no others", async () => {
  const { ready, stop } = await startServe("--control-port", "0");
  const names = Object.keys(readySchema.parse(ready));
  for (const name of names) assert.match(name, /^[a-z][A-Za-z0-9]*$/);
  assert.ok(
    ["issuer", "clientId", "clientSecret", "redirectUris", "controlApi", "portService"].every((one) =>
      names.includes(one),
    ),
  );
  await stop();
});
