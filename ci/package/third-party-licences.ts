import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const manifestSchema = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });

/** The licences of all packages that these sources are of, with their texts, as the package carries them. */
export function thirdPartyLicences(root: string, sources: readonly string[]): string {
  const folders = new Set(sources.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  const texts = [...folders].sort().map((folder) => licenceOf(join(root, folder)));
  return [introduction, ...new Set(texts)].join(`\n${"-".repeat(80)}\n\n`);
}

const introduction = `The code of these packages is in dist/, in the files whose source maps name them.
`;

function licenceOf(folder: string): string {
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const { name, version, license } = manifestSchema.parse(JSON.parse(read("package.json")));
  const files = globSync(["*"], { cwd: folder }).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (license === undefined) throw new Error(`${name} names no licence`);
  const texts = files.length === 0 ? ["The package has no text of it."] : files.sort().map((file) => read(file).trim());
  return `${[`${name} ${version}: ${license}`, ...texts].join("\n\n")}\n`;
}
