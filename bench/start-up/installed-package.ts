import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const clone = fileURLToPath(new URL("../../", import.meta.url));

/** A project that has the package in its `node_modules`, and a folder for home directories. */
export interface InstalledPackage extends AsyncDisposable {
  readonly folder: string;
  /** The command of the package. */
  readonly program: string;
  /** An empty home directory. */
  newHome(): Promise<string>;
}

/**
 * Packs the package, and unpacks the tarball as npm does. What it depends on is that of the clone, by links, so that this takes
 * no network.
 */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = await mkdtemp(join(tmpdir(), "cis2-testkit-bench-"));
  const modules = join(folder, "node_modules");
  const target = join(modules, "cis2-testkit");
  await mkdir(target, { recursive: true });
  const run = promisify(execFile);
  await run("npm", ["pack", "--pack-destination", folder], { cwd: clone });
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
  await run("tar", ["--extract", "--strip-components=1", "--file", join(folder, tarball), "--directory", target]);
  for (const name of await dependencies()) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(clone, "node_modules", name), join(modules, name));
  }
  let homes = 0;
  return {
    folder,
    program: join(target, "bin/cis2-testkit.js"),
    newHome: async () => {
      const home = join(folder, `home-${homes++}`);
      await mkdir(home);
      return home;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** All packages at the top of the clone's `node_modules`, also those with a scope. */
async function dependencies(): Promise<readonly string[]> {
  const modules = join(clone, "node_modules");
  const names = (await readdir(modules)).filter((name) => !name.startsWith("."));
  const inScopes = names
    .filter((name) => name.startsWith("@"))
    .map(async (scope) => (await readdir(join(modules, scope))).map((name) => `${scope}/${name}`));
  return [...names.filter((name) => !name.startsWith("@")), ...(await Promise.all(inScopes)).flat()];
}
