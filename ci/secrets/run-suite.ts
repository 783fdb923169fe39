// Runs the conformance suite, of which no report and nothing that it prints may hold a secret. `npm test` runs all of it;
// words after the file's name are options of `conformance`.
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { runCli } from "../../src/cli/testing/run-cli.ts";
import { secretsWritten } from "./secrets-written.ts";

const folder = fileURLToPath(new URL("../../reports/npm-test", import.meta.url));
await rm(folder, { recursive: true, force: true });
const options = process.argv.slice(2);
const result = await runCli("conformance", "--parallel", "2", "--report-dir", folder, ...options);
process.stdout.write(result.stdout + result.stderr);
const secrets = await secretsWritten(folder, result);
if (secrets.length > 0) process.stdout.write(`The run of the suite wrote secrets: ${secrets.join(", ")}\n`);
process.exitCode = result.exitCode === 0 && secrets.length > 0 ? 1 : (result.exitCode ?? 1);
