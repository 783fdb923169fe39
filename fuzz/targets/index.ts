import { readdirSync } from "node:fs";
import type { FuzzTarget } from "../runner/target.ts";

/** The names of all targets: the files beside this one. */
export const targetNames: readonly string[] = readdirSync(new URL(".", import.meta.url))
  .filter((file) => file.endsWith(".ts") && file !== "index.ts")
  .map((file) => file.slice(0, -".ts".length))
  .sort();

/** The address of the module that exports the target of this name as `target`. */
export function targetModule(name: string): string {
  return new URL(`./${name}.ts`, import.meta.url).href;
}

/** Imports one target, and with it the code it attacks. */
export async function fuzzTarget(name: string): Promise<FuzzTarget> {
  const { target } = (await import(targetModule(name))) as { target: FuzzTarget };
  return target;
}
