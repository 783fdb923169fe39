import { explain } from "./errors/explain.ts";
import { TestkitError } from "./errors/testkit-error.ts";
import { keepCompiledCode } from "./keep-compiled-code.ts";

// Imported first by each way into the package: an old Node is named before anything asks it for what it lacks.

/** The oldest Node that runs the package; bin/cis2-testkit.js and the package's manifest name it too. */
export const oldestNode = "22.18";

export function isNodeNewEnough(version: string): boolean {
  const [neededMajor = 0, neededMinor = 0] = oldestNode.split(".").map(Number);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** Throws NODE_TOO_OLD. */
export function requireNode(found: string): void {
  if (!isNodeNewEnough(found)) throw explain(new TestkitError("NODE_TOO_OLD", { needed: oldestNode, found }));
}

requireNode(process.versions.node);
keepCompiledCode();
