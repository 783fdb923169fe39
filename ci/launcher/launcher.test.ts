import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { version } from "../../src/cli/version.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("./cis2-testkit", { skip: process.platform === "win32" && "it is for a POSIX shell" }, () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "launcher-"));
  });
  after(() => rm(folder, { recursive: true }));

  /** On a PATH without the project's Node, as a person has it. */
  const run = (launcher: string, words: readonly string[], cwd: string) =>
    new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve) => {
      const child = execFile(launcher, words, { cwd, env: { PATH: "/usr/bin:/bin" } }, (_error, stdout, stderr) => {
        resolve({ exitCode: child.exitCode, stdout, stderr });
      });
    });
  const runs = { exitCode: 0, stdout: `${version}\n`, stderr: "" };

  it("runs in the clone, and from another folder", async () => {
    assert.deepEqual(await run("./cis2-testkit", ["--version"], root), runs);
    assert.deepEqual(await run(join(root, "cis2-testkit"), ["--version"], folder), runs);
  });

  it("runs through symbolic links, absolute and relative", async () => {
    await symlink(join(root, "cis2-testkit"), join(folder, "first"));
    await mkdir(join(folder, "deeper"));
    await symlink("../first", join(folder, "deeper", "second"));
    assert.deepEqual(await run(join(folder, "first"), ["--version"], folder), runs);
    assert.deepEqual(await run("deeper/second", ["--version"], folder), runs);
  });

  it("runs where the path has a blank, and passes on words, output and exit code", async () => {
    const clone = join(folder, "a clone");
    await mkdir(clone);
    await cp(join(root, "cis2-testkit"), join(clone, "cis2-testkit"));
    for (const name of ["bin", "node_modules"]) await symlink(join(root, name), join(clone, name));
    const { exitCode, stdout, stderr } = await run("./cis2-testkit", ["login", "--persona", "no  one $HOME"], clone);
    assert.deepEqual([exitCode, stdout], [2, ""], stderr);
    assert.match(stderr, /^PERSONA_UNKNOWN: .*"no {2}one \$HOME"/);
  });

  it("says what to do if npm ci has not been run", async () => {
    const clone = join(folder, "new clone");
    await mkdir(clone);
    await cp(join(root, "cis2-testkit"), join(clone, "cis2-testkit"));
    const { exitCode, stdout, stderr } = await run("./cis2-testkit", ["--version"], clone);
    assert.deepEqual([exitCode, stdout], [3, ""]);
    assert.match(stderr, /not installed yet\. Run in .*new clone: npm ci\n$/);
  });
});
