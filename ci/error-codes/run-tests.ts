import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exitCodeOfParts, formatParts, runPart, type PartResult } from "../parts/part.ts";
import { batchesOf, testFilesIn, writeBatches } from "../tests/batches.ts";
import { codesNotProduced, folderVariable } from "./codes-not-produced.ts";

// `npm run unit` runs the tests, and fails as well where there is an error code in the catalogue that no test made the
// product make. `npm run unit -- <files>` runs those alone, and asks no more of them.

/** Of each of two runs side by side: a test waits for other programs most of its time. */
const limits = ["--test-concurrency=2", "--test-timeout=240000"];
const root = fileURLToPath(new URL("../..", import.meta.url));
/** Lines that a run counts as covered are those that these tests reach. */
const besideTheCode = () => batchesOf(testFilesIn(root, ["src"]), root, 2);
/** Most of these wait for other programs, or do the same a million times: to count their lines would double their time. */
const fromOutside = () => testFilesIn(root, ["ci", "interoperability", "examples", "bench", "fuzz", "soak"]);

// Empty, not left out: Node hands the variable on to a child whose environment lacks it.
const plain = { ...process.env, NODE_V8_COVERAGE: "" };
const files = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "error-codes-"));
const modules = await mkdtemp(join(tmpdir(), "test-batches-"));
try {
  if (files.length > 0) process.exitCode = (await run("tests", files, process.env, true)).exitCode;
  else {
    const parts = await Promise.all([
      run("tests beside the code", await writeBatches(besideTheCode(), modules), process.env, true),
      run("tests from outside", fromOutside(), plain),
    ]);
    process.stdout.write(`\n${formatParts(parts)}`);
    const notes = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), "utf8")));
    const missing = codesNotProduced(new Set(notes.flatMap((note) => note.split("\n"))));
    if (missing.length > 0) {
      process.stdout.write(`Error codes of the catalogue that no test made the product make: ${missing.join(", ")}\n`);
    }
    process.exitCode = exitCodeOfParts(parts) || (missing.length > 0 ? 1 : 0);
  }
} finally {
  await Promise.all([folder, modules].map((made) => rm(made, { recursive: true })));
}

function run(
  name: string,
  tests: readonly string[],
  environment: NodeJS.ProcessEnv,
  live = false,
): Promise<PartResult> {
  const recorder = new URL("record.ts", import.meta.url).href;
  const command = [process.execPath, "--import", recorder, "--test", ...limits, ...tests] as const;
  return runPart({ name, command, environment: { ...environment, [folderVariable]: folder } }, live);
}
