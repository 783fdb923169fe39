import { readFileSync } from "node:fs";
import { resultsSchema, type Results } from "../figures/results.ts";

/** The file of the run from which `npm run docs` makes the page of the figures. */
export const keptRunFile = new URL("../kept-run.json", import.meta.url);

export function readKeptRun(): Results {
  return resultsSchema.parse(JSON.parse(readFileSync(keptRunFile, "utf8")));
}
