import { subscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { codeMadeByProduct } from "./origin-of.ts";
import { folderVariable } from "./codes-not-produced.ts";

// Loaded into the process of each test file by run-tests.ts: notes which error codes the product makes in it.
const folder = process.env[folderVariable];
const codes = new Set<string>();

subscribe("cis2-testkit:error", (error) => {
  const code = codeMadeByProduct(error);
  if (folder === undefined || code === undefined || codes.has(code)) return;
  codes.add(code);
  // At once: a test may end its process the hard way.
  writeFileSync(join(folder, `${process.pid}-${threadId}`), [...codes].join("\n"));
});
