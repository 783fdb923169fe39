import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exitCodeOfParts, formatParts, runPart, type PartResult } from "../parts/part.ts";
import { batchesOf, filesAlone, testFilesIn, writeBatches } from "../tests/batches.ts";
import { codesNotProduced, folderVariable } from "./codes-not-produced.ts";

// `npm run unit` runs the tests, and fails as well if there is an error code in the catalogue that no test made the
// product make. `npm run unit -- <files>` runs those alone, and asks no more of them. `npm run coverage` counts the lines that
// the tests beside the code reach, and fails if they are too few.

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Lines that a run counts as covered are those that these tests reach. */
const besideTheCode = () => batchesOf(testFilesIn(root, ["src"]), root, 2);
/** Most of these wait for other programs, or do the same a million times: to count their lines would double their time. */
const fromOutside = () =>
  filesAlone(testFilesIn(root, ["ci", "interoperability", "examples", "bench", "fuzz", "soak"]), root, longest);
/** Of those from outside: a minute or so each. */
const longest = [
  "interoperability/package/package.test.ts",
  "interoperability/strangers/strangers.test.ts",
  "examples/relying-party/browser.test.ts",
  "examples/relying-party/variants.test.ts",
  "interoperability/strangers/killed-run.test.ts",
  "interoperability/relying-party/target.test.ts",
  "interoperability/real-card.test.ts",
  "ci/templates/pipelines.test.ts",
];

// Empty, not left out: Node hands the variable on to a child whose environment lacks it. Coverage would be less exact with
// the cache of compiled code.
const compiled = join(root, "node_modules/.cache/compiled");
const plain = { ...process.env, NODE_V8_COVERAGE: "", NODE_COMPILE_CACHE: compiled };
const counting = process.argv[2] === "--coverage" ? [fileURLToPath(import.meta.resolve("c8/bin/c8.js"))] : [];
const files = process.argv.slice(counting.length > 0 ? 3 : 2);
const folder = await mkdtemp(join(tmpdir(), "error-codes-"));
const modules = await mkdtemp(join(tmpdir(), "test-batches-"));
// Some tests become another user for a moment.
await chmod(folder, 0o777);
try {
  if (files.length > 0) process.exitCode = (await run("tests", files, 2, process.env, true)).exitCode;
  else {
    const [inside, outside] = [join(modules, "inside"), join(modules, "outside")];
    await Promise.all([inside, outside].map((one) => mkdir(one)));
    // Side by side: those from outside wait for other programs most of their time.
    const parts = await Promise.all([
      run("tests beside the code", await writeBatches(besideTheCode(), inside), 2, process.env, true, counting),
      run("tests from outside", await writeBatches(fromOutside(), outside), 3, plain),
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
  atATime: number,
  environment: NodeJS.ProcessEnv,
  live = false,
  wrapper: readonly string[] = [],
): Promise<PartResult> {
  const before = [new URL("record.ts", import.meta.url), new URL("../tests/follow-tests.ts", import.meta.url)];
  const preloads = before.flatMap(({ href }) => ["--import", href]);
  const limits = [`--test-concurrency=${String(atATime)}`, "--test-timeout=480000"];
  const node = wrapper.length > 0 ? [process.execPath, ...wrapper, process.execPath] : [process.execPath];
  const command = [...node, ...preloads, "--test", ...limits, ...tests] as [string, ...string[]];
  return runPart({ name, command, environment: { ...environment, [folderVariable]: folder } }, live);
}
