import { isNodeNewEnough, oldestNode } from "../../../foundation/needs-node.ts";
import { ok, problem, type Finding } from "../finding.ts";

const check = "Node";

/** What the package needs, told to the person. */
export function nodeVersion(version: string): Finding {
  return isNodeNewEnough(version)
    ? ok(check, `Node ${version}`)
    : problem(check, `Node ${version} is too old`, `Install Node ${oldestNode} or newer.`);
}
