import { accessSync, constants, existsSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * A folder of this user below the home directory. A user without one, such as a number that no account of a container has, gets
 * a folder of the same purpose among the temporary files: the caller sees that it is private before it is read.
 */
export function userFolder(...below: readonly [string, ...string[]]): string {
  const folder = inHome(below);
  return folder !== undefined && canBeMade(folder) ? folder : join(tmpdir(), temporaryName(below));
}

function inHome(below: readonly string[]): string | undefined {
  try {
    return join(homedir(), ...below);
  } catch {
    // HOME is not set, and the system knows no account of this user.
    return undefined;
  }
}

function canBeMade(folder: string): boolean {
  if (existsSync(folder)) return true;
  let parent = dirname(folder);
  while (!existsSync(parent)) parent = dirname(parent);
  try {
    accessSync(parent, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Such as `cis2-testkit-12345-cache`. */
function temporaryName(below: readonly string[]): string {
  const purpose = below
    .slice(0, -1)
    .join("-")
    .replace(/[^a-z-]/gi, "");
  return `cis2-testkit-${process.getuid?.() ?? "user"}-${purpose}`;
}
