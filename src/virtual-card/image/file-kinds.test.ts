import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { lstat, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { CardImage } from "./card-image.ts";
import { FileStore, readCardImage } from "./file-store.ts";

async function scratch() {
  const path = await mkdtemp(join(tmpdir(), "file-kinds-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

describe("a card file", { skip: process.platform === "win32" && "links and pipes are others there" }, () => {
  it("that is a link stays one, and what it names is saved", async () => {
    await using at = await scratch();
    const [target, link] = [join(at.path, "card.json"), join(at.path, "link.json")];
    new FileStore(target).save({ before: true } as unknown as CardImage);
    await symlink("card.json", link);
    new FileStore(link).save({ locked: true } as unknown as CardImage);
    assert.ok((await lstat(link)).isSymbolicLink());
    assert.deepEqual(JSON.parse(await readFile(target, "utf8")), { locked: true });
  });

  it("that is a pipe is refused, not waited for", async () => {
    await using at = await scratch();
    const pipe = join(at.path, "pipe");
    execFileSync("mkfifo", [pipe]);
    assert.throws(() => readCardImage(pipe), { code: "DATA_FILE_INVALID" });
  });
});
