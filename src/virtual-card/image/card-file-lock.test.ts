import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { nextPrinted } from "../../foundation/testing/next-printed.ts";
import { lockCardFile } from "./card-file-lock.ts";

const module = new URL("card-file-lock.ts", import.meta.url).href;
const holder = (file: string) => `const { lockCardFile } = await import(${JSON.stringify(module)});
  const release = lockCardFile(${JSON.stringify(file)}); console.log("locked"); process.stdin.resume()`;

async function cardFile() {
  const path = await mkdtemp(join(tmpdir(), "card-lock-"));
  const file = join(path, "card.json");
  await writeFile(file, "{}");
  return {
    path,
    file,
    lock: join(path, ".card.json.lock"),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

/** Another process that has the card, until it is killed or its input ends. */
async function lockElsewhere(file: string) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", holder(file)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await nextPrinted(child.stdout);
  const end = async (how: () => unknown) => {
    const exited = once(child, "exit");
    how();
    await exited;
  };
  return {
    id: child.pid ?? 0,
    kill: () => end(() => child.kill("SIGKILL")),
    finish: () => end(() => child.stdin.end()),
    [Symbol.dispose]: () => child.kill("SIGKILL"),
  };
}

describe("a card file that a process uses", () => {
  it("is refused to another one, by its own name or a link's, with owner and age, until the first has ended", async () => {
    await using at = await cardFile();
    const link = join(at.path, "link.json");
    if (process.platform !== "win32") await symlink("card.json", link);
    using other = await lockElsewhere(at.file);
    const later = new Date(Date.now() + 90_000);
    for (const name of process.platform === "win32" ? [at.file] : [at.file, link]) {
      assert.throws(() => lockCardFile(name, later), {
        code: "CARD_FILE_IN_USE",
        message: new RegExp(`process ${other.id} on .* for \\d{2,3} seconds`),
      });
    }
    await other.finish();
    lockCardFile(at.file)();
    assert.deepEqual(
      (await readdir(at.path)).filter((name) => name.startsWith(".")),
      [],
    );
  });

  it("is taken over from a process that was killed, or whose number another one has by now", async () => {
    await using at = await cardFile();
    await (await lockElsewhere(at.file)).kill();
    assert.deepEqual((await readdir(at.path)).includes(".card.json.lock"), true);
    lockCardFile(at.file)();
    const dead = spawnSync(process.execPath, ["-e", "0"]).pid;
    const others = [
      { process: dead },
      ...(process.platform === "linux" ? [{ process: process.ppid, began: "1" }] : []),
    ];
    for (const owner of others) {
      await writeFile(at.lock, JSON.stringify({ host: hostname(), since: new Date().toISOString(), ...owner }));
      lockCardFile(at.file)();
    }
    await writeFile(at.lock, "{");
    lockCardFile(at.file)();
  });

  it("stays with a process of another computer, which cannot be looked at", async () => {
    await using at = await cardFile();
    await writeFile(at.lock, JSON.stringify({ host: "elsewhere", process: 1, since: new Date().toISOString() }));
    assert.throws(() => lockCardFile(at.file), { code: "CARD_FILE_IN_USE", message: /on elsewhere/ });
  });
});
