import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { installedPackages } from "./installed-packages.ts";

const licences = z.array(
  z.union([z.object({ license: z.object({ id: z.string() }) }), z.object({ expression: z.string() })]),
);

const componentSchema = z.looseObject({
  "bom-ref": z.string(),
  name: z.string(),
  version: z.string(),
  purl: z.string(),
});
const passedOnSchema = componentSchema.extend({ licenses: licences.min(1) });

/** As much of CycloneDX 1.5 as is looked at here; the rest is kept. */
const sbomSchema = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  metadata: z.looseObject({
    component: z.looseObject({ "bom-ref": z.string(), name: z.string(), version: z.string() }),
  }),
  components: z.array(componentSchema),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

export interface Sbom extends z.infer<typeof sbomSchema> {
  components: z.infer<typeof passedOnSchema>[];
}

const run = promisify(execFile);

/**
 * The software bill of materials of what is installed with the package, as npm makes it. npm's own `--omit dev` leaves out
 * what a development dependency uses as well (npm 11), so that the choice is made here, by the lock file. Rejects if npm
 * finds the installation incomplete, or a package that is passed on has no licence.
 */
export async function sbom(): Promise<Sbom> {
  const cwd = fileURLToPath(new URL("../../", import.meta.url));
  const { stdout } = await run("npm", ["sbom", "--sbom-format", "cyclonedx"], { cwd, maxBuffer: 1 << 26 });
  const { components, dependencies, ...rest } = sbomSchema.parse(JSON.parse(stdout));
  const passedOn = new Set(
    installedPackages()
      .filter(({ dev }) => !dev)
      .map(({ name, version }) => `${name}@${version}`),
  );
  const kept = components
    .filter(({ name, version }) => passedOn.has(`${name}@${version}`))
    .map((component) => passedOnSchema.parse(component));
  const root = rest.metadata.component["bom-ref"];
  const references = new Set([root, ...kept.map((component) => component["bom-ref"])]);
  // npm names the project after its folder.
  rest.metadata.component.name = "cis2-testkit";
  return {
    ...rest,
    components: kept,
    dependencies: dependencies
      .filter(({ ref }) => references.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => references.has(one)) })),
  };
}
