import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";
import { compileCacheFolder } from "./compile-cache.js";

// While a server starts, V8 would grow the space for new objects from 1 MB to 32, and an idle server would keep it all. V8 uses
// no code that was compiled under other flags, so they are set before the cache is opened, which then is a separate one. A cache
// that the environment names is open already.
if (process.argv[2] === "serve" && !process.env.NODE_COMPILE_CACHE) setFlagsFromString("--semi-space-growth-factor=1");

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
