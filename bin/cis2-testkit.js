#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Compiled code is kept for the next run. Worker threads look for it where the environment says.
const { directory } = enableCompileCache();
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;

await import("../src/cli/main.ts");
