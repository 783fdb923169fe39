import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { createRequire, registerHooks } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { parse } from "yaml";
import { z } from "zod";

const require = createRequire(import.meta.url);
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const run = promisify(execFile);

/** What GitHub's parser finds in a file, by GitHub's schema. */
async function githubErrors(kind: "workflow" | "action", content: string): Promise<string[]> {
  // The parser imports its schema without saying that it is JSON, which Node asks for.
  const hooks = registerHooks({
    load: (url, context, next) =>
      next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context),
  });
  const [{ parseWorkflow }, { parseAction }] = await Promise.all([
    import("@actions/workflow-parser"),
    import("@actions/workflow-parser/actions/action-parser"),
  ]).finally(() => {
    hooks.deregister();
  });
  const silent = { info: () => undefined, verbose: () => undefined, error: () => undefined };
  const parseFile = kind === "action" ? parseAction : parseWorkflow;
  const { context } = parseFile({ name: kind, content }, silent);
  return context.errors.getErrors().map(({ message }) => message);
}

/** What gitlab-ci-local prints of a file, which it holds against GitLab's schema before it lists the jobs. */
async function gitlabJobs(content: string): Promise<{ isValid: boolean; printed: string }> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "gitlab-"));
  await writeFile(join(folder.path, ".gitlab-ci.yml"), content);
  const git = (...words: string[]) => run("git", words, { cwd: folder.path });
  await git("init", "--quiet");
  await git("remote", "add", "origin", "git@gitlab.example:supplier/system.git");
  const program = join(dirname(require.resolve("gitlab-ci-local/package.json")), "dist/index.js");
  return await run(process.execPath, [program, "--list"], { cwd: folder.path }).then(
    ({ stdout, stderr }) => ({ isValid: true, printed: stdout + stderr }),
    (error: unknown) => {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return { isValid: false, printed: stdout + stderr };
    },
  );
}

// Facts of service-schema.json, in Microsoft's extension for Azure Pipelines: what the elements that we use can have.
const azureTasks: Readonly<Record<string, readonly string[]>> = {
  "NodeTool@0": ["versionSource", "versionSpec", "versionFilePath", "checkLatest", "force32bit", "nodejsMirror"],
  "PublishTestResults@2": ["testResultsFormat", "testResultsFiles", "searchFolder", "mergeTestResults", "testRunTitle"],
  "PublishPipelineArtifact@1": ["targetPath", "artifact", "publishLocation", "properties"],
};
const ofEachStep = { displayName: z.string().optional(), condition: z.string().optional() };
const azurePipeline = z.strictObject({
  trigger: z.array(z.string()),
  pool: z.strictObject({ vmImage: z.string().min(1) }),
  variables: z.record(z.string(), z.string()),
  steps: z.array(
    z.union([
      z.strictObject({ ...ofEachStep, script: z.string() }),
      ...Object.entries(azureTasks).map(([name, inputs]) =>
        z.strictObject({ ...ofEachStep, task: z.literal(name), inputs: z.partialRecord(z.enum(inputs), z.string()) }),
      ),
    ]),
  ),
});

describe("by the schema of their vendor", { concurrency: 2 }, () => {
  for (const [path, kind, slip] of [
    ["ci/templates/github-workflow.yml", "workflow", ["runs-on:", "runs-onn:"]],
    ["ci/templates/compare-weekly.yml", "workflow", ["steps:", "step:"]],
    ["action.yml", "action", ["shell: bash", "shel: bash"]],
  ] as const) {
    it(`${path} is valid, and with a slip it is not`, async () => {
      assert.deepEqual(await githubErrors(kind, read(path)), []);
      assert.notDeepEqual(await githubErrors(kind, read(path).replace(slip[0], slip[1])), []);
    });
  }

  it("ci/templates/gitlab-ci.yml is valid, and with a slip it is not", async () => {
    const text = read("ci/templates/gitlab-ci.yml");
    const [right, wrong] = await Promise.all([
      gitlabJobs(text),
      gitlabJobs(text.replace("when: always", "whenn: always")),
    ]);
    assert.ok(right.isValid, right.printed);
    for (const job of ["cis2-relying-party", "cis2-cards: [2/2]", "cis2-cards-report"])
      assert.ok(right.printed.includes(job));
    assert.deepEqual([wrong.isValid, wrong.printed.includes("'whenn' property is not expected")], [false, true]);
  });

  it("ci/templates/azure-pipelines.yml has what Azure's schema knows, and with a slip it has not", () => {
    const text = read("ci/templates/azure-pipelines.yml");
    assert.equal(azurePipeline.safeParse(parse(text)).error, undefined);
    for (const [right, slip] of [
      ["steps:", "stepz:"],
      ["displayName:", "displayNam:"],
      ["condition:", "conditions:"],
      ["NodeTool@0", "NodeTool@99"],
      ["testResultsFiles:", "testResultFiles:"],
      ["artifact:", "artefact:"],
    ] as const)
      assert.equal(azurePipeline.safeParse(parse(text.replace(right, slip))).success, false, slip);
  });
});
