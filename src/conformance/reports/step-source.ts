import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReportedScenario } from "./report.ts";

const packageRoot = fileURLToPath(new URL("../../..", import.meta.url));
const mostLines = 20;

/**
 * The code of a step, from its place to the end of its definition; undefined if the package has none there.
 * A report may come from another machine: no file but those of the step definitions is read.
 */
export function stepSource(
  { definition }: Pick<ReportedScenario["steps"][number], "definition">,
  root = packageRoot,
): string | undefined {
  if (definition === undefined) return undefined;
  const folder = join(root, "step-definitions");
  const file = join(root, definition.file);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
  if (!realpathSync(file).startsWith(realpathSync(folder) + sep)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n").slice(definition.line - 1);
  const end = lines.findIndex((line) => line.startsWith("});"));
  return lines.slice(0, Math.min(mostLines, end === -1 ? mostLines : end + 1)).join("\n");
}
