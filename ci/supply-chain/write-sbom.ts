import { writeFile } from "node:fs/promises";
import { sbom } from "./sbom.ts";

// npm run sbom: writes sbom.cdx.json, to be published with a release.
const { components, ...rest } = await sbom();
await writeFile(
  new URL("../../sbom.cdx.json", import.meta.url),
  `${JSON.stringify({ ...rest, components }, null, 2)}\n`,
);
process.stdout.write(`sbom.cdx.json names ${components.length} packages\n`);
