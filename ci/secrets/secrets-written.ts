import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CliResult } from "../../src/cli/testing/run-cli.ts";
import { knownSecrets } from "./known-secrets.ts";
import { secretsIn } from "./secrets-in.ts";

/** What a run of the suite writes into its folder. */
const reports = ["junit.xml", "messages.ndjson", "report.html", "report.json"];

/** The names of the secrets that a run of the suite printed or wrote into this folder, and where each secret is. */
export async function secretsWritten(folder: string, { stdout, stderr }: CliResult): Promise<readonly string[]> {
  const files = await Promise.all(
    reports.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const),
  );
  const strange = (await readdir(folder)).filter((name) => !reports.includes(name));
  const texts = [["stdout", stdout], ["stderr", stderr], ...files] as const;
  const found = texts.flatMap(([where, text]) => secretsIn(text, knownSecrets).map((name) => `${where}: ${name}`));
  return [...found, ...strange.map((name) => `${name}: not a report`)];
}
