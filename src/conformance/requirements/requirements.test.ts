import assert from "node:assert/strict";
import { createWriteStream } from "node:fs";
import { devNull } from "node:os";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { loadConfiguration, runCucumber } from "@cucumber/cucumber/api";
import { loadRequirements } from "./requirements.ts";

const packageRoot = fileURLToPath(new URL("../../..", import.meta.url));

interface Scenario {
  readonly file: string;
  readonly where: string;
  readonly ids: readonly string[];
  readonly requirements: readonly string[];
}

async function scenarios(): Promise<readonly Scenario[]> {
  const environment = { cwd: packageRoot, stdout: createWriteStream(devNull) };
  const provided = { paths: ["features/**/*.feature"], dryRun: true };
  const { runConfiguration } = await loadConfiguration({ file: false, provided }, environment);
  const found: Scenario[] = [];
  await runCucumber({ ...runConfiguration, support: {} }, environment, ({ pickle }) => {
    if (!pickle) return;
    const tagged = (prefix: string) =>
      pickle.tags.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name.slice(prefix.length));
    const where = `${pickle.uri}:${pickle.location?.line ?? 0} ${pickle.name}`;
    found.push({ file: pickle.uri, where, ids: tagged("@id:"), requirements: tagged("@req:") });
  });
  return found;
}

it("every requirement has an id of its own and a source", () => {
  const requirements = loadRequirements();
  assert.equal(new Set(requirements.map(({ id }) => id)).size, requirements.length);
  assert.ok(requirements.every(({ source }) => source.length > 0));
});

it("every scenario has one id, and names requirements that exist", async () => {
  const known = new Set(loadRequirements().map(({ id }) => id));
  for (const { where, ids, requirements } of await scenarios()) {
    assert.equal(ids.length, 1, `${where} has the ids ${ids.join(", ") || "none"}`);
    assert.ok(requirements.length > 0, `${where} names no requirement`);
    for (const id of requirements) assert.ok(known.has(id), `${where} names ${id}, which is not in the table`);
  }
});

it("every requirement is that of a scenario, or says why there can be none", async () => {
  const tested = new Set((await scenarios()).flatMap(({ requirements }) => requirements));
  assert.deepEqual(
    loadRequirements()
      .filter(({ id, notTestable }) => tested.has(id) === (notTestable !== undefined))
      .map(({ id }) => id),
    [],
  );
});

it("no id is used in two feature files", async () => {
  const fileOf = new Map<string, string>();
  for (const { file, ids, where } of await scenarios()) {
    for (const id of ids) assert.equal(fileOf.get(id) ?? file, file, `${where} repeats ${id}`);
    for (const id of ids) fileOf.set(id, file);
  }
});
