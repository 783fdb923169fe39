// npm run lock: takes out of the lock file which Node each package needs. npm holds that against the Node it runs on
// itself; install.test.ts holds it against the Node that the packages run on.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, { engines?: unknown }> };
for (const one of Object.values(lock.packages)) delete one.engines;
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
