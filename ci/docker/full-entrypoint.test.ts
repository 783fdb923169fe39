import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const entrypoint = fileURLToPath(new URL("../../docker/full-entrypoint.sh", import.meta.url));

describe("the image with pcscd", { skip: process.platform !== "linux" && "it is an image of Linux" }, () => {
  for (const [version, help, expected] of [
    ["1.9.9", "  -f, --foreground", "--foreground --critical\n"],
    ["2.3.3", "  --disable-polkit   disable polkit support", "--foreground --critical --disable-polkit\n"],
  ] as const) {
    it(`starts pcscd ${version} so that it asks no polkit`, async () => {
      await using folder = await mkdtempDisposable(join(tmpdir(), "entrypoint-"));
      const started = join(folder.path, "started");
      const pcscd = `#!/bin/sh\nif [ "$1" = --help ]; then echo '${help}'; else echo "$*" > '${started}'; fi\n`;
      await writeFile(join(folder.path, "pcscd"), pcscd, { mode: 0o755 });
      const env = { PATH: `${folder.path}:${process.env["PATH"] ?? ""}` };
      const { status, stderr } = spawnSync("sh", [entrypoint, "--version"], { env, encoding: "utf8" });
      assert.equal(await readFile(started, "utf8"), expected);
      assert.equal(status, 3, stderr);
    });
  }

  it("ends if pcscd runs on and makes no socket", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "entrypoint-"));
    const asleep = '#!/bin/sh\n[ "$1" = --help ] || exec tail -f /dev/null\n';
    await writeFile(join(folder.path, "pcscd"), asleep, { mode: 0o755 });
    await writeFile(join(folder.path, "sleep"), "#!/bin/sh\n", { mode: 0o755 });
    const env = { PATH: `${folder.path}:${process.env["PATH"] ?? ""}` };
    const { status, stderr } = spawnSync("sh", [entrypoint, "--version"], { env, encoding: "utf8", timeout: 60_000 });
    assert.deepEqual({ status, stderr }, { status: 3, stderr: "pcscd made no socket within 30 seconds\n" });
  });
});
