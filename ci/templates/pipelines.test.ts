import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "node:test";
import { fileURLToPath } from "node:url";
import configuration from "../../examples/relying-party/cis2-testkit.config.ts";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { unusedPort } from "../../src/foundation/testing/unused-port.ts";
import { gitlabParts, templateScripts } from "./template-scripts.ts";
import { itUntilFailure } from "../../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
const scenario = "RP-SIGNIN-01";

/** A supplier's repository with the example as its system, and a machine whose git and npm do nothing over the network. */
class Job implements AsyncDisposable {
  readonly folder: string;
  readonly #environment: NodeJS.ProcessEnv;

  private constructor(folder: string, environment: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.#environment = environment;
  }

  static async prepare(): Promise<Job> {
    const folder = await mkdtemp(join(tmpdir(), "pipeline-"));
    const [port, cis2Port] = [await unusedPort(), await unusedPort()];
    await mkdir(join(folder, "bin"));
    const programs = {
      git: `[ "$1" = clone ] && [ ! -e cis2-testkit ] && ln -s ${root} cis2-testkit`,
      npm: "exit ${NPM_EXIT_CODE:-0}",
    };
    for (const [name, script] of Object.entries(programs)) {
      await writeFile(join(folder, "bin", name), `#!/bin/sh\n${script}\n`);
      await chmod(join(folder, "bin", name), 0o755);
    }
    const { target, relyingParty } = configuration;
    const text = JSON.stringify({
      target,
      relyingParty: { ...relyingParty, startSeconds: 60, cis2: { port: cis2Port } },
    });
    await writeFile(join(folder, "cis2-testkit.config.json"), text.replaceAll("localhost:3000", `localhost:${port}`));
    const expected = { [scenario]: { verdict: "failed", reason: "to see a run that is not as expected" } };
    await writeFile(join(folder, "expected.json"), JSON.stringify(expected));
    const issuer = `http://127.0.0.1:${cis2Port}/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare`;
    const start = `PORT=${port} CIS2_ISSUER=${issuer} CLIENT_ID=100000000001.apps.national ${process.execPath} ${root}/examples/relying-party/relying-party.ts`;
    return new Job(folder, {
      ...process.env,
      PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      NODE_TEST_CONTEXT: undefined,
      GITHUB_STEP_SUMMARY: undefined,
      ISSUER: issuer,
      CIS2_TESTKIT_REPOSITORY: "https://git.example/cis2-testkit",
      CIS2_TESTKIT_START: start,
      CIS2_TESTKIT_TAGS: `@id:${scenario}`,
      ...{ GITHUB_ACTION_PATH: root, GITHUB_OUTPUT: join(folder, "outputs"), TARGET: "relying-party", START: start },
      ...{ CONFIG: "", TAGS: "", EXPECTED: "", PARALLEL: "2", SHARD: "", REPORT_DIR: "reports" },
    });
  }

  /** Ends with the script, and ends what it left in the background; resolves to its exit code and what it printed. */
  async run(
    script: string,
    environment: NodeJS.ProcessEnv = {},
  ): Promise<{ exitCode: number | null; printed: string }> {
    // `set -m` gives the background its own group, so that all of it can be ended.
    const wrapped = `trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n${script}`;
    const env = { ...this.#environment, ...environment };
    return new Promise((resolve) => {
      const child = execFile(
        "setsid",
        ["bash", "-eo", "pipefail", "-c", wrapped],
        { cwd: this.folder, env },
        (_e, out, err) => {
          try {
            if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
          } catch {
            // Nothing of it is left.
          }
          resolve({ exitCode: child.exitCode, printed: out + err });
        },
      );
    });
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), "utf8");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}

describe("a pipeline for a relying party", { concurrency: 1 }, () => {
  for (const [path, scriptsOf] of Object.entries(templateScripts)) {
    const { install, test } = scriptsOf();

    it(`${path} starts the system, tests it and leaves the reports`, async () => {
      await using job = await Job.prepare();
      const { exitCode, printed } = await job.run(`${install}\n${test}`);
      assert.equal(exitCode, 0, printed);
      assert.match(printed, /Target: relying-party at http:\/\/localhost:\d+\/.*cis2-testkit\.config\.json/);
      assert.match(await job.read("reports/junit.xml"), /<testcase [^>]*name="RP-SIGNIN-01/);
      if (path === "action.yml")
        assert.match(
          await job.read("outputs"),
          /^exit-code=0\nverdict=as expected\npassed=1\nfailed=0\nunexpected=0\n$/,
        );
    });

    const isTried = isThorough || path === "action.yml" || path.endsWith("Jenkinsfile");
    it(
      `${path} fails if the verdict is not as expected, and leaves the reports`,
      { skip: !isTried && "THOROUGH tries all" },
      async () => {
        await using job = await Job.prepare();
        const unexpected = { CIS2_TESTKIT_EXPECTED: "expected.json" };
        const { exitCode, printed } = await job.run(`${install}\n${test}`, unexpected);
        assert.equal(exitCode, 1, printed);
        assert.match(await job.read("reports/junit.xml"), /<failure message="passed, failed is expected/);
        if (path === "action.yml")
          assert.match(
            await job.read("outputs"),
            /^exit-code=1\nverdict=not as expected\npassed=1\nfailed=0\nunexpected=1\n$/,
          );
      },
    );

    it(`${path} can be run again in the same folder after npm ci failed`, async () => {
      await using job = await Job.prepare();
      assert.notEqual((await job.run(install, { NPM_EXIT_CODE: "1" })).exitCode, 0);
      const isKept = path.endsWith("Jenkinsfile");
      if (isKept) assert.equal((await job.run(install)).exitCode, 0);
    });
  }

  it("GitLab's parts are merged into one report", async () => {
    await using job = await Job.prepare();
    const { part, merge } = gitlabParts();
    const tags = { CIS2_TESTKIT_TAGS: "@id:ROLE-03 or @id:CARD-01", CI_NODE_TOTAL: "2" };
    const { install } = templateScripts["ci/templates/gitlab-ci.yml"]?.() ?? { install: "" };
    for (const CI_NODE_INDEX of ["1", "2"]) {
      const { exitCode, printed } = await job.run(`${CI_NODE_INDEX === "1" ? install : ""}\n${part}`, {
        ...tags,
        CI_NODE_INDEX,
      });
      assert.ok(exitCode === 0 || exitCode === 5, printed);
    }
    const { exitCode, printed } = await job.run(merge);
    assert.equal(exitCode, 0, printed);
    assert.match(await job.read("reports/all/junit.xml"), /ROLE-03/);
  });
});

describe("Jenkins's end of a build", () => {
  it("needs no report, and removes the testkit's folder whatever happened", async () => {
    const text = await readFile(join(root, "ci/templates/Jenkinsfile"), "utf8");
    const post = text.slice(text.indexOf("post {"));
    assert.match(post, /junit testResults: 'reports\/junit\.xml', allowEmptyResults: true/);
    assert.match(post, /archiveArtifacts artifacts: 'reports\/\*\*', allowEmptyArchive: true/);
    assert.match(post, /cleanup \{\s+dir\('cis2-testkit'\) \{\s+deleteDir\(\)/);
  });
});
