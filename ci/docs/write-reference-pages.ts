import { writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { referencePages } from "./reference-pages.ts";

const root = new URL("../../", import.meta.url);

for (const { path, content } of await referencePages()) {
  const file = new URL(path, root);
  writeFileSync(file, await format(content, { ...(await resolveConfig(file)), filepath: path }));
}
