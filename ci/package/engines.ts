// `npm pack` runs this before and after: the package says which Node it needs, and the clone does not, because there npm
// would speak of the Node that runs npm, while ours runs on the Node it brings.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { oldestNode } from "../../src/foundation/needs-node.ts";

const file = new URL("../../package.json", import.meta.url);
const draft = new URL(`../../node_modules/.package-${process.pid}.json`, import.meta.url);
const { engines: _before, ...manifest } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
const packed = { ...manifest, engines: { node: `>=${oldestNode}` } };
const step = process.argv[2];
if (step !== "add" && step !== "remove") throw new TypeError("one of: add, remove");
// In one step: another program may be reading it.
writeFileSync(draft, `${JSON.stringify(step === "add" ? packed : manifest, null, 2)}\n`);
renameSync(draft, file);
