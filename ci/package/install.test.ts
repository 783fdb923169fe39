import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { minVersion, satisfies } from "semver";
import { z } from "zod";
import { oldestNode } from "../../src/foundation/needs-node.ts";

const root = join(import.meta.dirname, "../..");
const manifest = z.looseObject({
  name: z.string().optional(),
  engines: z.looseObject({ node: z.string().optional() }).optional(),
});
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));

describe("npm ci", () => {
  it("holds no package against the Node that npm runs on (else: npm run lock)", () => {
    const { packages } = z.object({ packages: z.record(z.string(), manifest) }).parse(readJson("package-lock.json"));
    const named = Object.entries(packages).filter(([, { engines }]) => engines !== undefined);
    assert.deepEqual(named, []);
  });

  it("installs packages that all run on the Node that is pinned", () => {
    const files = globSync(["node_modules/*/package.json", "node_modules/@*/*/package.json"], { cwd: root });
    assert.ok(files.length > 400, String(files.length));
    const refused = files.flatMap((file) => {
      const { success, data } = manifest.safeParse(readJson(file));
      const range = success ? data.engines?.node : undefined;
      return range === undefined || satisfies(process.versions.node, range) ? [] : [`${file}: ${range}`];
    });
    assert.deepEqual(refused, []);
  });

  it("may run the scripts of packages whatever version they have, so that npm does not ask about them", () => {
    const { allowScripts } = z
      .looseObject({ allowScripts: z.record(z.string(), z.boolean()) })
      .parse(readJson("package.json"));
    assert.deepEqual(allowScripts, { node: true, esbuild: false, koffi: true, msw: false });
  });

  it("needs no newer Node than the package does", () => {
    const { dependencies } = z
      .looseObject({ dependencies: z.record(z.string(), z.string()) })
      .parse(readJson("package.json"));
    for (const name of Object.keys(dependencies)) {
      const { engines } = manifest.parse(readJson(`node_modules/${name}/package.json`));
      const range = engines?.node ?? "*";
      assert.ok(satisfies(`${oldestNode}.0`, range), `${name}: ${range}, from ${String(minVersion(range))} on`);
    }
  });
});
