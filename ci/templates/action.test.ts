import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { parse } from "yaml";
import { z } from "zod";

const text = readFileSync(new URL("../../action.yml", import.meta.url), "utf8");

/** The words with which the action starts the testkit, as a program in the place of Node prints them. */
async function optionsOfRun(folder: string, inputs: Readonly<Record<string, string>>): Promise<string> {
  const run = z.looseObject({
    id: z.string().optional(),
    run: z.string().default(""),
    env: z.record(z.string(), z.string()).default({}),
  });
  const action = z
    .looseObject({
      inputs: z.record(z.string(), z.looseObject({ default: z.string() })),
      runs: z.looseObject({ steps: z.array(run) }),
    })
    .parse(parse(text));
  assert.deepEqual(
    Object.keys(inputs).filter((name) => !(name in action.inputs)),
    [],
  );
  const step = action.runs.steps.find(({ id }) => id === "run");
  assert.ok(step);
  const valueOf = (name: string) => inputs[name] ?? action.inputs[name]?.default ?? "";
  const env: NodeJS.ProcessEnv = { ...process.env, GITHUB_ACTION_PATH: folder, GITHUB_OUTPUT: join(folder, "outputs") };
  for (const [name, value] of Object.entries(step.env))
    env[name] = value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_, input: string) => valueOf(input));
  const node = join(folder, "node_modules/node/bin/node");
  await mkdir(dirname(node), { recursive: true });
  await writeFile(node, '#!/bin/sh\nshift\necho "$@"\n', { mode: 0o700 });
  const { stdout } = await promisify(execFile)("bash", ["-eo", "pipefail", "-c", step.run], { cwd: folder, env });
  return stdout.trim();
}

describe("action.yml", () => {
  it("has what GitHub asks of a composite action", () => {
    const described = z.strictObject({ description: z.string(), default: z.string() });
    const step = {
      name: z.string(),
      id: z.string().optional(),
      if: z.string().optional(),
    };
    const runStep = z.strictObject({
      ...step,
      shell: z.literal("bash"),
      run: z.string(),
      env: z.record(z.string(), z.string()).optional(),
      "working-directory": z.string().optional(),
    });
    const usesStep = z.strictObject({ ...step, uses: z.string(), with: z.record(z.string(), z.string()) });
    const action = z
      .strictObject({
        name: z.string(),
        description: z.string(),
        inputs: z.record(z.string(), described),
        outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
        runs: z.strictObject({ using: z.literal("composite"), steps: z.array(z.union([runStep, usesStep])) }),
      })
      .parse(parse(text));
    const used = [...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(action.inputs).sort());
    const ids = action.runs.steps.flatMap(({ id }) => id ?? []);
    for (const { value } of Object.values(action.outputs))
      assert.ok(ids.includes(/steps\.(\w+)\./.exec(value)?.[1] ?? ""), value);
  });

  for (const [name, inputs, options] of [
    ["a system", {}, "--target relying-party --report-dir reports"],
    [
      "part of the cards",
      { target: "virtual", shard: "2/3" },
      "--target virtual --report-dir reports --parallel 2 --shard 2/3",
    ],
    [
      "what inputs select",
      { config: "a b.json", tags: "@id:A-01 or @id:A-02", expected: "known.json", shard: "1/2", "report-dir": "r s" },
      "--target relying-party --report-dir r s --config a b.json --tags @id:A-01 or @id:A-02 --expected known.json --shard 1/2",
    ],
  ] as const) {
    it(`runs ${name} with these options`, async () => {
      await using folder = await mkdtempDisposable(join(tmpdir(), "action-"));
      assert.equal(await optionsOfRun(folder.path, inputs), `conformance ${options}`);
    });
  }

  it("keeps the reports of each job of a matrix in an artifact of their own", () => {
    assert.match(text, /format\('cis2-testkit-\{0\}-\{1\}-\{2\}', github\.job, runner\.os, strategy\.job-index\)/);
  });
});
