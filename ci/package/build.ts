// Writes dist/, which the package carries in place of the sources. Run: npm run build
import { execFileSync } from "node:child_process";
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { writeBundle } from "./bundle.ts";
import { thirdPartyLicences } from "./third-party-licences.ts";

const root = join(import.meta.dirname, "../..");
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
const compiler = dirname(createRequire(import.meta.url).resolve("typescript-7/package.json"));
const declarations = [join(compiler, "bin/tsc"), "-p", "tsconfig.build.json", "--singleThreaded"];
execFileSync(process.execPath, declarations, { cwd: root, stdio: "inherit" });

// The package's own package.json is one folder up.
rmSync(join(dist, "package.json"), { force: true });

// TypeScript leaves `.ts` in the import paths of declarations, where other tools do not look for them.
for (const file of globSync("src/**/*.d.ts", { cwd: dist })) {
  const path = join(dist, file);
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(/((?:from|import)\s*\(?\s*"\.[^"]*)\.ts"/g, '$1.js"'));
}

const sources = await writeBundle(root, dist);
writeFileSync(join(dist, "THIRD-PARTY-LICENCES"), thirdPartyLicences(root, sources));

const assets = globSync("src/**/*.{css,js,json,njk,svg}", { cwd: root });
for (const file of [...assets, "features", "cucumber.js"])
  cpSync(join(root, file), join(dist, file), { recursive: true });
