import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { z } from "zod";
import { skipWithout } from "../../src/foundation/testing/skip-without.ts";
import { installedPackages } from "./installed-packages.ts";
import { sbom } from "./sbom.ts";

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

// Debian 13 has npm 9.2, which cannot write one.
const npm = Number.parseInt(execFileSync("npm", ["--version"], { encoding: "utf8" }));
const skip = skipWithout(npm < 10 ? `npm ${npm} has no command sbom; 10 has` : undefined);

it(
  "the bill of materials names each package that is installed with the testkit, with a licence, and no other",
  { skip },
  async () => {
    const { components, metadata } = await sbom();
    assert.equal(metadata.component.name, "cis2-testkit");
    const named = new Set(components.map(({ name, version }) => `${name}@${version}`));
    const installed = new Set(
      installedPackages()
        .filter(({ dev }) => !dev)
        .map(({ name, version }) => `${name}@${version}`),
    );
    assert.deepEqual([...named].sort(), [...installed].sort());
    const { dependencies } = manifest.parse(
      JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")),
    );
    for (const [name, version] of Object.entries(dependencies)) assert.ok(named.has(`${name}@${version}`), name);
    assert.ok(!components.some(({ name }) => name === "oxlint"));
  },
);
