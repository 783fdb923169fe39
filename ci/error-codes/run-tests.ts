import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codesNotProduced, folderVariable } from "./codes-not-produced.ts";

// `node ci/error-codes/run-tests.ts <what node --test takes>` runs the tests, and fails as well where there is an error code
// in the catalogue that no test made the product make.
const folder = await mkdtemp(join(tmpdir(), "error-codes-"));
try {
  const recorder = new URL("record.ts", import.meta.url).href;
  const tests = spawn(process.execPath, ["--import", recorder, "--test", ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, [folderVariable]: folder },
  });
  const [exitCode] = (await once(tests, "exit")) as [number | null];
  const notes = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), "utf8")));
  const missing = codesNotProduced(new Set(notes.flatMap((note) => note.split("\n"))));
  if (missing.length > 0) {
    process.stdout.write(`Error codes of the catalogue that no test made the product make: ${missing.join(", ")}\n`);
  }
  process.exitCode = exitCode === 0 && missing.length > 0 ? 1 : (exitCode ?? 1);
} finally {
  await rm(folder, { recursive: true });
}
