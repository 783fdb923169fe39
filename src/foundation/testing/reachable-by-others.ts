import { statSync } from "node:fs";
import { dirname } from "node:path";

/** Whether every user of the machine can get at this file or folder: not if it is below root's own home, for example. */
export function isReachableByOthers(path: string): boolean {
  const parent = dirname(path);
  const isOpen = (statSync(path).mode & 0o005) === 0o005;
  return isOpen && (parent === path || isReachableByOthers(parent));
}
