import { ok, problem, type Finding } from "../finding.ts";

const check = "Node";
const oldest = [22, 18] as const;

/** The engines field of package.json, told to the person. */
export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const good = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return good
    ? ok(check, `Node ${version}`)
    : problem(check, `Node ${version} is too old`, `Install Node ${oldest.join(".")} or newer.`);
}
