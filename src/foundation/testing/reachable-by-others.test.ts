import assert from "node:assert/strict";
import { chmod, mkdir, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { isReachableByOthers } from "./reachable-by-others.ts";

it("is not reachable by others what is in a folder of one user", { skip: process.platform === "win32" }, async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "reachable-"));
  const inner = join(folder.path, "inner");
  await mkdir(inner, { mode: 0o755 });
  assert.equal(isReachableByOthers(inner), false);
  await chmod(folder.path, 0o755);
  assert.equal(isReachableByOthers(inner), true);
});
