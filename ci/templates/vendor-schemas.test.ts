import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { createRequire, registerHooks } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";

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
  const parse = kind === "action" ? parseAction : parseWorkflow;
  const { context } = parse({ name: kind, content }, silent);
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
});
