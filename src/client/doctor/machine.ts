import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { win32 } from "node:path";
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

/** The folders in which a system keeps programs. Those of Windows may be on any drive. */
export function programFolders(platform = process.platform, environment = process.env): readonly string[] {
  if (platform === "darwin") return ["/Applications"];
  if (platform !== "win32") return ["/opt"];
  const folders = ["ProgramFiles", "ProgramFiles(x86)"].flatMap((name) => environment[name] ?? []);
  return folders.flatMap((folder) => [folder, win32.join(folder, "NHS")]);
}

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
    const names = await Promise.all(programFolders().map((folder) => readdir(folder).catch(() => [])));
    return names.flat();
  },
};
