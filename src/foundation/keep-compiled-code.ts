import module from "node:module";
import { compileCacheFolder } from "../../bin/compile-cache.js";

/**
 * Has Node keep what it compiles of the package, and of what the package is used by, for the next run. It leaves a cache
 * that is in use, and the sources of a clone: with a cache, Node measures the coverage of tests less exactly.
 */
export function keepCompiledCode(): void {
  const isSource = import.meta.url.endsWith(".ts");
  if (isSource || module.getCompileCacheDir() !== undefined) return;
  const folder = process.env["NODE_COMPILE_CACHE"] ?? compileCacheFolder();
  if (folder !== undefined) module.enableCompileCache(folder);
}
