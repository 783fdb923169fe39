import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codesNotProduced, folderVariable } from "./codes-not-produced.ts";

// `npm run unit` runs the tests, and fails as well where there is an error code in the catalogue that no test made the
// product make. `npm run unit -- <files>` runs those alone, and asks no more of them.

const limits = ["--test-concurrency=2", "--test-timeout=240000"];
/** Lines that a run counts as covered are those that these tests reach. */
const besideTheCode = ["src/**/*.test.ts"];
/** Most of these wait for other programs, or do the same a million times: to count their lines would double their time. */
const fromOutside = ["ci", "interoperability", "examples", "bench", "fuzz", "soak"].map(
  (folder) => `${folder}/**/*.test.ts`,
);

const { NODE_V8_COVERAGE: _, ...plain } = process.env;
const files = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "error-codes-"));
try {
  if (files.length > 0) process.exitCode = await run(files, process.env);
  else {
    const outcomes = [await run(besideTheCode, process.env), await run(fromOutside, plain)];
    const notes = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), "utf8")));
    const missing = codesNotProduced(new Set(notes.flatMap((note) => note.split("\n"))));
    if (missing.length > 0) {
      process.stdout.write(`Error codes of the catalogue that no test made the product make: ${missing.join(", ")}\n`);
      outcomes.push(1);
    }
    process.exitCode = outcomes.find((outcome) => outcome !== 0) ?? 0;
  }
} finally {
  await rm(folder, { recursive: true });
}

/** The exit code of the test runner. */
async function run(tests: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const recorder = new URL("record.ts", import.meta.url).href;
  const runner = spawn(process.execPath, ["--import", recorder, "--test", ...limits, ...tests], {
    stdio: "inherit",
    env: { ...environment, [folderVariable]: folder },
  });
  const [exitCode] = (await once(runner, "exit")) as [number | null];
  return exitCode ?? 1;
}
