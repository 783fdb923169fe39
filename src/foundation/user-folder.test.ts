import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { isReachableByOthers } from "./testing/reachable-by-others.ts";

const module = new URL("user-folder.ts", import.meta.url).href;
const print = `const { userFolder } = await import(${JSON.stringify(module)});
  console.log(userFolder(".cache", "cis2-testkit"))`;
const root = process.getuid?.() === 0;

describe(
  "a folder of this user",
  { skip: process.platform === "win32" && "Windows has a profile for each user" },
  () => {
    const home = mkdtempSync(join(tmpdir(), "user-folder-"));
    after(() => {
      rmSync(home, { recursive: true });
    });
    const folder = (HOME: string | undefined, user = {}) => {
      const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", print], {
        env: { PATH: process.env["PATH"], ...(HOME !== undefined && { HOME }) },
        encoding: "utf8",
        ...user,
      });
      return stdout.trim() || assert.fail(stderr);
    };

    it("is below the home directory", () => {
      assert.equal(folder(home), join(home, ".cache", "cis2-testkit"));
    });

    it(
      "is among the temporary files for a user without account or home",
      {
        skip: !(root && isReachableByOthers(process.execPath)) && "only root becomes another, that can start this Node",
      },
      () => {
        const stranger = { uid: 12345, gid: 12345, cwd: "/" };
        for (const none of [undefined, "/", "/nonexistent"])
          assert.equal(folder(none, stranger), "/tmp/cis2-testkit-12345-cache");
      },
    );
  },
);
