import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const icons = new Set(["cross", "arrow-down", "arrow-up", "arrow-up-down"].map((name) => `nhsuk-icon-${name}.svg`));

/**
 * An icon that the style sheet of nhsuk-frontend names, as SVG; undefined for any other.
 *
 * @param path - as the style sheet has it, such as `images/nhsuk-icon-cross.svg`
 */
export function designSystemIcon(path: string): string | undefined {
  const file = /^images\/(nhsuk-icon-[a-z-]+\.svg)$/.exec(path)?.[1];
  if (file === undefined || !icons.has(file)) return undefined;
  const url = import.meta.resolve(`nhsuk-frontend/dist/nhsuk/assets/images/${file}`);
  return readFileSync(fileURLToPath(url), "utf8");
}
