import { parse } from "node:path";
import { configurationFileNames } from "./file-names.ts";

const endings = /\.(?:[cm]?[jt]s|json[c5]?|ya?ml|toml|txt|bak)$/i;
const dataEndings = /\.(?:json[c5]?|ya?ml|toml)$/i;
const meant = "cis2testkitconfig";
const shortened = "cis2testkit";
const mostSlips = 3;

/** Whether a file's name looks as if it were meant to be that of the configuration file, and is not. */
export function isNearMiss(name: string): boolean {
  if (configurationFileNames.includes(name) || !endings.test(name)) return false;
  const letters = lettersOf(name);
  if (dataEndings.test(name) && letters === shortened) return true;
  return slips(letters, meant) <= mostSlips;
}

function lettersOf(name: string): string {
  let stem = name;
  while (endings.test(stem)) stem = parse(stem).name;
  return stem.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** How many letters have to be added, left out or changed to make one of the other (Levenshtein). */
function slips(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(one).entries()) {
    const current = [row + 1];
    for (const [column, wanted] of Array.from(other).entries()) {
      const changed = (above[column] ?? 0) + (letter === wanted ? 0 : 1);
      current.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
