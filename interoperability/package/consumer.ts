import {
  chmod,
  chown,
  cp,
  mkdtemp,
  mkdtempDisposable,
  readdir,
  readFile,
  realpath,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { wholeBrowser } from "../../src/foundation/testing/browser.ts";
import { runTool, type ToolRun } from "../tool.ts";
import { withDisplay } from "./display.ts";
import { outsideEnvironment } from "./outside-environment.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** A folder with the package, installed from its tarball, and with what `examples/own-tests/` holds and needs besides. */
export interface Consumer {
  readonly folder: string;
  readonly tarball: string;
  /** Runs a script with a Node of this version; resolves to what it prints, and rejects with that if it fails. */
  run(nodeVersion: string, command: readonly string[], variables?: NodeJS.ProcessEnv): Promise<string>;
  /** The lines beyond npm's own summary that `npm ci` prints in a clone, when npm runs on a Node of this version. */
  remarksOfInstall(nodeVersion: string): Promise<readonly string[]>;
  /** Runs a command of the testkit as a user without account or home, who can write nowhere but in this folder. */
  runAsStranger(nodeVersion: string, folder: string, words: readonly string[]): Promise<ToolRun>;
  /** The same with a display, so that a browser can open windows. */
  runWithDisplay(nodeVersion: string, command: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

/** No account has it. */
const strangerId = 12345;

/** The npm package that holds nothing but Node's own program for this platform. */
const platformNode = `node-${process.platform}-${process.arch}`;

/** Packs this project, and installs it with companions of the versions that the project has itself. */
export async function installConsumer(nodes: readonly string[], companions: readonly string[]): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), "cis2-testkit-consumer-"));
  await succeed(["npm", "pack", "--pack-destination", folder], root);
  const tarball = join(folder, (await readdir(folder))[0] ?? "");
  const others = nodes.filter((version) => version !== process.versions.node);
  const versions = await devDependencies();
  const dependencies = {
    "cis2-testkit": `file:${tarball}`,
    ...Object.fromEntries(companions.map((name) => [name, versions[name]])),
    ...Object.fromEntries(others.map((version) => [`node-${version}`, `npm:${platformNode}@${version}`])),
  };
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
  await succeed(["npm", "install", "--no-audit", "--no-fund", "--prefer-offline"], folder);
  await cp(join(root, "examples/own-tests"), folder, { recursive: true });
  const program = (version: string) =>
    others.includes(version) ? join(folder, "node_modules", `node-${version}`, "bin/node") : process.execPath;
  return {
    folder,
    tarball,
    run: (version, command, variables) => succeed([program(version), ...command], folder, variables),
    remarksOfInstall: async (version) => {
      // A folder with nothing else: Debian's npm 9.2 empties node_modules even for a dry run.
      await using clone = await mkdtempDisposable(join(tmpdir(), "cis2-testkit-install-"));
      for (const file of ["package.json", "package-lock.json"]) await cp(join(root, file), join(clone.path, file));
      const npm = await realpath((await succeed(["which", "npm"], folder)).trim());
      const command = [program(version), npm, "ci", "--dry-run"] as const;
      const { status, stdout, stderr } = await runTool(command, { directory: clone.path, environment });
      if (status !== 0) throw new Error(stderr);
      return `${stdout}${stderr}`
        .split("\n")
        .filter((line) => !/^(add|remove|change|up to date|added|npm warn Unknown user config|$)/.test(line))
        .filter((line) => !/^\d+ packages are looking for funding$|^ {2}run `npm fund` for details$/.test(line));
    },
    runAsStranger: async (version, at, words) => {
      await Promise.all([chmod(folder, 0o755), chown(at, strangerId, strangerId)]);
      const { PATH = "" } = process.env;
      const asStranger = ["--reuid", String(strangerId), "--regid", String(strangerId), "--clear-groups"];
      const testkit = [program(version), join(folder, "node_modules/.bin/cis2-testkit")];
      const command = ["setpriv", ...asStranger, "env", "-i", `PATH=${PATH}`, `TMPDIR=${at}`, ...testkit, ...words];
      return runTool(command as [string, ...string[]], { directory: at });
    },
    runWithDisplay: (version, command) => succeed([...withDisplay, program(version), ...command], folder),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function devDependencies(): Promise<Readonly<Record<string, string>>> {
  const manifest = z.object({ devDependencies: z.record(z.string(), z.string()) });
  return manifest.parse(JSON.parse(await readFile(join(root, "package.json"), "utf8"))).devDependencies;
}

async function succeed(
  command: readonly [string, ...string[]],
  directory: string,
  variables?: NodeJS.ProcessEnv,
): Promise<string> {
  const { status, stdout, stderr } = await runTool(command, {
    directory,
    environment: { ...environment, ...variables },
  });
  if (status !== 0) throw new Error(`${command.join(" ")}: ${String(status)}\n${stdout}\n${stderr}`);
  return stdout;
}

/** Without what this project's own scripts and tests were started with. */
const environment: NodeJS.ProcessEnv = { ...outsideEnvironment(process.env), CHROMIUM: wholeBrowser };
