import assert from "node:assert/strict";
import { chmod, chown, mkdtemp, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { preparePrivateFolder } from "./private-folder.ts";

const refused = { code: "FOLDER_NOT_PRIVATE" };

async function scratch() {
  const path = await mkdtemp(join(tmpdir(), "private-folder-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

describe("a folder for this user alone", { skip: process.getuid === undefined && "no owners and modes" }, () => {
  it("is made with mode 0700, and taken as it is if it was there", async () => {
    await using at = await scratch();
    const folder = join(at.path, "a", "b");
    await preparePrivateFolder(folder);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    await preparePrivateFolder(folder);
  });

  it("is refused if others can write to it, and if it is a link", async () => {
    await using at = await scratch();
    await symlink(at.path, join(at.path, "link"));
    await assert.rejects(preparePrivateFolder(join(at.path, "link")), refused);
    await chmod(at.path, 0o777);
    await assert.rejects(preparePrivateFolder(at.path), refused);
  });

  it("is refused if another user made it", { skip: process.getuid?.() !== 0 && "needs root" }, async () => {
    await using at = await scratch();
    await chown(at.path, 12345, 12345);
    await assert.rejects(preparePrivateFolder(at.path), refused);
  });
});
