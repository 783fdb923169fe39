import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { describe, it } from "node:test";
import { InProcessReaders } from "../in-process.ts";
import { PcscService } from "./pcsc-service.ts";
import { refuseOtherSystems } from "./supported-system.ts";
import { WireClient } from "./testing/wire-client.ts";

describe("the service's socket", () => {
  it("is refused on systems whose programs use another", () => {
    for (const platform of ["win32", "darwin"] as const) {
      assert.throws(
        () => {
          refuseOtherSystems(platform);
        },
        { code: "PCSC_SERVICE_UNSUPPORTED" },
      );
    }
    refuseOtherSystems("linux");
  });

  it("is its user's alone, and goes with the service", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pcsc-socket-"));
    const service = await PcscService.start(new InProcessReaders(), { folder });
    const path = service.environment.PCSCLITE_CSOCK_NAME;
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.equal((await stat(dirname(path))).mode & 0o777, 0o700);
    await service.close();
    assert.deepEqual(await readdir(folder), []);
    await rm(folder, { recursive: true });
  });

  it("of a service that was killed is removed by the next one, with its folder; no other is", async () => {
    const parent = await mkdtemp(join(tmpdir(), "pcsc-socket-"));
    await using alive = await PcscService.start(new InProcessReaders(), { folder: parent });
    const socketOf = (folder: string) => join(parent, folder, "pcscd.comm");
    // A process that ends without a word leaves a socket at which nobody listens.
    const [dead, otherName, otherFiles] = ["cis2-pcsc-aaaaaa", "cis2-other-aaaaaa", "cis2-pcsc-bbbbbb"] as const;
    const listen = `for (const path of process.argv.slice(1)) require("net").createServer().listen(path);
      setImmediate(() => process.kill(process.pid, "SIGKILL"))`;
    const paths = [dead, otherName, otherFiles].map(socketOf);
    for (const path of paths) await mkdir(dirname(path));
    const killed = spawnSync(process.execPath, ["-e", listen, ...paths]);
    assert.equal(killed.signal, "SIGKILL");
    for (const path of paths) assert.ok((await stat(path)).isSocket());
    await writeFile(join(parent, otherFiles, "notes"), "mine");
    await writeFile(join(parent, "cis2-pcsc-cccccc"), "no folder");
    await mkdir(join(parent, "cis2-pcsc-dddddd"));
    await using next = await PcscService.start(new InProcessReaders(), { folder: parent });
    const folders = [alive, next].map(({ environment }) => basename(dirname(environment.PCSCLITE_CSOCK_NAME)));
    assert.deepEqual(
      new Set(await readdir(parent)),
      new Set([...folders, otherName, otherFiles, "cis2-pcsc-cccccc", "cis2-pcsc-dddddd"]),
    );
    assert.deepEqual(await readdir(join(parent, otherFiles)), ["notes"]);
    using client = await WireClient.establish(alive);
    assert.deepEqual(await client.readers(), []);
    await alive.close();
    await next.close();
    await rm(parent, { recursive: true });
  });

  it("is refused below a folder with a long name, or one that is not there", async () => {
    const long = await mkdtemp(join(tmpdir(), "x".repeat(90)));
    await assert.rejects(PcscService.start(new InProcessReaders(), { folder: long }), { code: "PCSC_SOCKET_FAILED" });
    assert.deepEqual(await readdir(long), []);
    await rm(long, { recursive: true });
    await assert.rejects(PcscService.start(new InProcessReaders(), { folder: long }), { code: "PCSC_SOCKET_FAILED" });
  });
});
