import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { Command } from "commander";
import { validate } from "dockerfile-utils";
import { parse } from "yaml";
import { z } from "zod";
import { createProgram } from "../../src/cli/program.ts";
import { startEmbeddedCis2 } from "../../src/harness/index.ts";
import { PageShell } from "../docs/code-blocks/shell.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const yaml = (path: string): unknown => parse(read(path), { strict: true, uniqueKeys: true, merge: true });
const files = (pattern: string) => globSync(pattern, { cwd: root.pathname });

const composition = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      command: z.array(z.string()).optional(),
      networks: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]),
      build: z.object({ context: z.string(), dockerfile: z.string(), args: z.unknown() }).optional(),
    }),
  ),
  networks: z.record(z.string(), z.unknown()),
});

const program = await createProgram();

/** The command's long options that are named but that it has not. */
function unknownOptions(name: string, words: readonly string[]): readonly string[] {
  const command: Command | undefined = program.commands.find((one) => one.name() === name);
  assert.ok(command, `there is no command ${name}`);
  const known = command.options.map(({ long }) => long);
  return words.flatMap((word) => /^--[\w-]+/.exec(word) ?? []).filter((option) => !known.includes(option));
}

describe("the images", () => {
  for (const path of files("docker/*.Dockerfile")) {
    it(`${path} is well-formed, and copies what there is`, () => {
      const text = read(path);
      assert.deepEqual(
        validate(text).map(({ message, range }) => [range.start.line + 1, message]),
        [],
      );
      const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = ""]) =>
        sources.split(" "),
      );
      assert.ok(copied.length > 0);
      for (const source of copied) assert.ok(existsSync(new URL(source, root)), source);
      assert.match(text, /^USER node$/m);
    });
  }

  it("start the command with options it has", () => {
    const text = read("docker/fake-cis2.Dockerfile");
    const words = z.array(z.string());
    const entry = words.parse(JSON.parse(/^ENTRYPOINT (.+)$/m.exec(text)?.[1] ?? ""));
    const options = words.parse(JSON.parse(/^CMD (.+)$/m.exec(text)?.[1] ?? ""));
    assert.equal(entry[2], "serve");
    assert.deepEqual(unknownOptions("serve", [...entry, ...options]), []);
  });
});

describe("docker/compose.yaml", () => {
  const { services, networks } = composition.parse(yaml("docker/compose.yaml"));

  for (const [name, { image, command = [], networks: joined, build }] of Object.entries(services)) {
    it(`${name} names files, networks and options there are`, () => {
      if (build) assert.equal(files(build.dockerfile).length, 1);
      for (const network of Array.isArray(joined) ? joined : Object.keys(joined))
        assert.ok(network in networks, network);
      const [first = "conformance", ...rest] = image.endsWith("/full") ? command : ["serve", ...command];
      assert.deepEqual(unknownOptions(first, rest), []);
    });
  }
});

describe("the weekly comparison", () => {
  const step = z.looseObject({ run: z.string().optional(), script: z.string().optional() });

  it("ci/templates/compare-weekly.yml compares an issuer each week, and keeps what was found", async () => {
    const workflow = z
      .looseObject({
        on: z.looseObject({ schedule: z.tuple([z.strictObject({ cron: z.string() })]) }),
        jobs: z.object({ compare: z.looseObject({ steps: z.array(step) }) }),
      })
      .parse(yaml("ci/templates/compare-weekly.yml"));
    assert.match(workflow.on.schedule[0].cron, /^\d+ \d+ \* \* [0-6]$/);
    const [script, ...others] = workflow.jobs.compare.steps.flatMap(({ run = "" }) =>
      run.includes("compare ") ? run : [],
    );
    assert.deepEqual(others, []);
    assert.deepEqual(unknownOptions("compare", (script ?? "").split(" compare ")[1]?.split(" ") ?? []), []);
    const embedded = await startEmbeddedCis2({ relyingParties: [] });
    const shell = await PageShell.open();
    try {
      const { issuer } = embedded.cis2.networks.internet;
      const run = (script ?? "").replace("npx --prefix cis2-testkit cis2-testkit", "npx cis2-testkit");
      await shell.run(`export CIS2_ISSUER=${issuer}\necho '{}' > cis2-settings.json\n${run}\ntest -s sheet.md`);
    } finally {
      await Promise.all([shell.close(), embedded.close()]);
    }
  });
});

describe("the workflow for GitHub", () => {
  it("gives the action inputs that it has, and runs it on Windows, too", () => {
    const used = z.looseObject({ uses: z.string().optional(), with: z.record(z.string(), z.string()).optional() });
    const job = z.looseObject({
      "runs-on": z.string(),
      "timeout-minutes": z.number(),
      strategy: z.looseObject({ matrix: z.record(z.string(), z.array(z.string())) }).optional(),
      steps: z.array(used),
    });
    const { jobs } = z
      .strictObject({ name: z.string(), on: z.unknown(), jobs: z.record(z.string(), job) })
      .parse(yaml("ci/templates/github-workflow.yml"));
    const { inputs } = z.looseObject({ inputs: z.record(z.string(), z.unknown()) }).parse(yaml("action.yml"));
    const ours = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ uses }) => uses?.startsWith("OWNER/")));
    assert.equal(ours.length, 2);
    for (const { with: given = {} } of ours)
      assert.deepEqual(
        Object.keys(given).filter((name) => !(name in inputs)),
        [],
      );
    assert.ok(jobs["cards"]?.strategy?.matrix["system"]?.includes("windows-latest"));
  });
});

it("the development container runs a script there is", () => {
  const { postCreateCommand } = z
    .looseObject({ postCreateCommand: z.string() })
    .parse(JSON.parse(read(".devcontainer/devcontainer.json")));
  assert.equal(files(postCreateCommand.split(" ")[0] ?? "").length, 1);
});
