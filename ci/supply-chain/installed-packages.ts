import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), dev: z.boolean().optional(), link: z.boolean().optional() }),
  ),
});
const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  /** As npm had it before it took SPDX expressions: any of them may be chosen. */
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

/** Licences that are in a package's own text, but not in its manifest. A new version has to be read again. */
const readByHand: Readonly<Record<string, string>> = {
  "pause@0.0.1": "MIT", // Readme.md, "License"
};

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; undefined if the package names none. */
  readonly licence: string | undefined;
  /** Whether it is here for development alone. */
  readonly dev: boolean;
}

/** The packages of the lock file that are installed, as their own manifests describe them. */
export function installedPackages(): InstalledPackage[] {
  const root = new URL("../../", import.meta.url);
  const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), "utf8"));
  const { packages } = lockSchema.parse(read("package-lock.json"));
  return Object.entries(packages)
    .filter(([path, { link }]) => path !== "" && link !== true)
    .filter(([path]) => existsSync(new URL(`${path}/package.json`, root)))
    .map(([path, { dev = false }]) => {
      const { name, version, license, licenses } = manifestSchema.parse(read(`${path}/package.json`));
      const older = licenses?.map(({ type }) => type).join(" OR ");
      return { name, version, licence: license ?? older ?? readByHand[`${name}@${version}`], dev };
    });
}
