import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempDisposableSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

it("a clone on Windows, whose git turns LF into CR LF, leaves scripts as their shell takes them", () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), "line-ends-"));
  const [origin, clone] = [join(folder.path, "origin"), join(folder.path, "clone")];
  const git = (...words: string[]) => execFileSync("git", words, { stdio: ["ignore", "ignore", "inherit"] });
  git("init", "--quiet", origin);
  const files = [".gitattributes", "cis2-testkit", "cis2-testkit.cmd", "features/sign-in/networks.feature"];
  for (const file of files) cpSync(join(root, file), join(origin, file));
  git("-C", origin, "add", ".");
  git("-C", origin, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "Files");
  git("clone", "--quiet", "-c", "core.autocrlf=true", origin, clone);
  const endsOf = (file: string) => new Set(readFileSync(join(clone, file), "latin1").match(/\r?\n/g));
  for (const file of ["cis2-testkit", "features/sign-in/networks.feature"])
    assert.deepEqual(endsOf(file), new Set(["\n"]), file);
  assert.deepEqual(endsOf("cis2-testkit.cmd"), new Set(["\r\n"]));
});
