import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { promisify } from "node:util";
import { childEnvironment } from "../../foundation/child-environment.ts";

/** What the doctor asks of the machine, so that tests can be any machine. */
export interface Machine {
  readonly nodeVersion: string;
  /** Names of running programs, as the system lists them. */
  runningPrograms(): Promise<readonly string[]>;
  /** Names of the folders programs are installed in. */
  installedPrograms(): Promise<readonly string[]>;
}

const run = promisify(execFile);
const programFolders: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  win32: ["C:\\Program Files", "C:\\Program Files (x86)", "C:\\Program Files\\NHS", "C:\\Program Files (x86)\\NHS"],
  darwin: ["/Applications"],
  linux: ["/opt"],
};

/** The machine the testkit runs on. What it cannot list counts as empty. */
export const thisMachine: Machine = {
  nodeVersion: process.versions.node,
  runningPrograms: async () => {
    const options = { env: childEnvironment() };
    const command =
      process.platform === "win32"
        ? run("tasklist", ["/fo", "csv", "/nh"], options)
        : run("ps", ["-eo", "comm="], options);
    const { stdout } = await command.catch(() => ({ stdout: "" }));
    return stdout.split("\n").map((line) => line.split(",")[0]?.replaceAll('"', "").trim() ?? "");
  },
  installedPrograms: async () => {
    const folders = programFolders[process.platform] ?? [];
    const names = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
    return names.flat();
  },
};
