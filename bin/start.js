import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { compileCacheFolder } from "./compile-cache.js";

// Compiled code is kept for the next run. Worker threads look for it where the environment says.
const folder = process.env.NODE_COMPILE_CACHE ?? compileCacheFolder();
if (folder !== undefined) {
  const { directory } = enableCompileCache(folder);
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= folder;
}

// The package has no sources: Node strips no types below node_modules.
const source = new URL("../src/cli/main.ts", import.meta.url);
const compiled = new URL("../dist/src/cli/main.js", import.meta.url);
await import(existsSync(source) ? source.href : compiled.href);
