import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { mkdtempDisposable, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { brokenLinks } from "../../ci/docs/broken-links.ts";
import { compareApi } from "../../ci/package/api-report.ts";
import { skipWithoutBrowser } from "../../src/foundation/testing/browser.ts";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { unusedPort } from "../../src/foundation/testing/unused-port.ts";
import { sourceStack } from "../../src/cli/source-stack.ts";
import { runTool } from "../tool.ts";
import { bundledFiles, packagesIn, packageOf, printingWhatIsLoaded, sourcesOf } from "./bundled-sources.ts";
import { type Consumer, installConsumer, root } from "./consumer.ts";
import { skipWithoutDisplay } from "./display.ts";
import { typeErrors } from "./type-errors.ts";
import { itUntilFailure } from "../../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

const versions = ["22.23.3", process.versions.node, "26.10.0"] as const;
const tooOld = "20.20.2";
const companions = ["@playwright/test", "@types/node"];

/** Loaded by those alone who use a card reader, Redis, the suite, the legacy exchange or a comparison. */
const optional = ["koffi", "ioredis", "@cucumber/cucumber", "xml-crypto", "stream-json"];
/** Loaded when something is served. */
const serving = [...optional, "oidc-provider", "koa", "@koa/router", "nunjucks", "node-html-parser"];

/** npm waits five minutes for a download that has come to a halt before it asks for it again. */
const timeout = 900_000;

describe("the package, installed from its tarball into an empty folder", { concurrency: 2, timeout }, () => {
  let consumer: Consumer;
  before(
    async () => {
      consumer = await installConsumer([tooOld, ...versions], companions);
    },
    { timeout },
  );
  after(() => consumer.remove());

  for (const [tool, ...options] of [
    ["publint", "--strict"],
    ["attw", "--profile", "esm-only"],
  ] as const) {
    it(`is as ${tool} would have it`, async () => {
      const run = await runTool([`${root}node_modules/.bin/${tool}`, consumer.tarball, ...options]);
      assert.equal(run.status, 0, run.stdout + run.stderr);
    });
  }

  it(`says which Node it needs, and on Node ${tooOld} says so itself`, async () => {
    const { engines, exports } = JSON.parse(
      readFileSync(join(consumer.folder, "node_modules/cis2-testkit/package.json"), "utf8"),
    ) as { engines: unknown; exports: object };
    assert.deepEqual(engines, { node: ">=22.18" });
    const needs = new RegExp(
      `NODE_TOO_OLD: The testkit needs Node 22\\.18 or later; this is Node ${tooOld}\\.\n.*install Node`,
    );
    for (const way of Object.keys(exports).filter((one) => !one.endsWith(".json")))
      await assert.rejects(
        consumer.run(tooOld, ["--eval", `import("${way.replace(".", "cis2-testkit")}")`]),
        needs,
        way,
      );
    await assert.rejects(consumer.run(tooOld, ["node_modules/.bin/cis2-testkit", "--version"]), needs);
  });

  for (const version of isThorough ? [tooOld, ...versions] : [tooOld, process.versions.node]) {
    it(`says no more than its summary when npm ci installs the clone on Node ${version}`, async () => {
      assert.deepEqual(await consumer.remarksOfInstall(version), []);
    });
  }

  it("offers what the reports in docs/reference/api say (else: npm run api)", () => {
    assert.deepEqual(compareApi(root), []);
  });

  it("leads from declarations to what is in the package, for tools that do not take .ts for .d.ts", () => {
    const dist = join(consumer.folder, "node_modules/cis2-testkit/dist");
    const declarations = globSync("**/*.d.ts", { cwd: dist });
    assert.ok(declarations.length > 100);
    for (const file of declarations)
      assert.doesNotMatch(readFileSync(join(dist, file), "utf8"), /"\.[^"\n]*\.ts"/, file);
  });

  it("leads from each module to compiled ones", () => {
    const dist = join(consumer.folder, "node_modules/cis2-testkit/dist");
    for (const file of globSync("**/*.js", { cwd: dist }))
      assert.doesNotMatch(readFileSync(join(dist, file), "utf8"), /\bimport\("\.[^"\n]*\.ts"\)/, file);
  });

  it("has the sources of all its files in maps, and the licence of each package in them", () => {
    const dist = join(consumer.folder, "node_modules/cis2-testkit/dist");
    const licences = readFileSync(join(dist, "THIRD-PARTY-LICENCES"), "utf8");
    const files = bundledFiles(dist);
    assert.ok(files.length > 100, String(files.length));
    const sources = files.flatMap(sourcesOf);
    for (const { source, text } of sources) assert.equal(text !== null, packageOf(source) === undefined, source);
    assert.ok(sources.filter(({ text }) => text !== null).length > 700);
    const packages = new Set(sources.flatMap(({ source }) => packageOf(source) ?? []));
    for (const one of ["oidc-provider", "zod", "@peculiar/x509"]) assert.ok(packages.has(one), one);
    for (const one of packages) assert.match(licences, new RegExp(`^${one} \\d[^\n]*: [^\n]*\\w$`, "m"));
  });

  it("has one class of a name, whichever way in it comes by, and stacks that name the sources", async () => {
    const script = `
      import { TestDesktop, TestkitError } from "cis2-testkit";
      import { TestDesktop as same } from "cis2-testkit/cucumber";
      import { cardProfile } from "cis2-testkit/virtual-card";
      try { cardProfile("none") } catch (error) {
        console.log(JSON.stringify([error instanceof TestkitError, TestDesktop === same, error.stack]));
      }`;
    for (const options of [["--enable-source-maps"], []]) {
      const program = [...options, "--input-type=module", "--eval", script];
      const said = await consumer.run(process.versions.node, program);
      const [isTestkitError, isSame, stack] = JSON.parse(said) as [boolean, boolean, string];
      assert.deepEqual([isTestkitError, isSame], [true, true]);
      const named = options.length > 0 ? stack : sourceStack(stack);
      assert.match(named, /\/src\/virtual-card\/profiles\/card-profiles\.ts:\d+:\d+\)/);
    }
  });

  for (const [what, program, without] of [
    ["the library", ["--input-type=module", "--eval", 'import "cis2-testkit"'], [...serving, "openid-client"]],
    ["the command's help", ["node_modules/.bin/cis2-testkit", "--help"], [...serving, "openid-client", "zod", "pino"]],
    ["a sign-in", ["node_modules/.bin/cis2-testkit", "login"], optional],
  ] as const) {
    it(`loads no heavy part for ${what} that is not used`, async () => {
      const said = await consumer.run(process.versions.node, [...printingWhatIsLoaded, ...program]);
      const loaded = packagesIn(said.split("\n").filter((line) => line.startsWith("file:")));
      assert.ok(loaded.has(undefined), "nothing of our own");
      assert.deepEqual(
        without.filter((name) => loaded.has(name)),
        [],
      );
    });
  }

  it("has types that a strict TypeScript project can use", () => {
    assert.deepEqual(typeErrors(consumer.folder), []);
  });

  it("has what its pages link to and show", () => {
    const pages = globSync(["*.md", "docs/**/*.md"], { cwd: join(consumer.folder, "node_modules/cis2-testkit") });
    assert.ok(pages.includes("README.md") && pages.includes("docs/README.md"), pages.join());
    assert.deepEqual(brokenLinks(join(consumer.folder, "node_modules/cis2-testkit"), pages), []);
  });

  it("lists from a program what the suite tests", async () => {
    const said = await consumer.run(process.versions.node, ["what-is-tested.ts"]);
    assert.match(said, /^\d{3} scenarios for \d+ requirements/);
  });

  const unprivileged = process.getuid?.() === 0 ? false : "only root becomes another user";
  it("serves a user without account who cannot write where it is", { skip: unprivileged }, async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "stranger-"));
    const run = async (...words: string[]) => {
      const { status, stdout, stderr } = await consumer.runAsStranger(versions[0], folder.path, words);
      assert.equal(status, 0, stdout + stderr);
    };
    await run("conformance", "--tags", "@id:NETWORK-01", "--report-dir", "reports");
    const reports = ["junit.xml", "messages.ndjson", "report.html", "report.json"];
    assert.deepEqual((await readdir(join(folder.path, "reports"))).sort(), reports);
    await run("login", "--json");
    await run("card", "issue", "one-role");
    await run("card", "lock", "one-role.piv.json");
  });

  it("has the fake CIS2 of Playwright's fixtures at the port that a configuration names", async () => {
    const suite = ["node_modules/.bin/playwright", "test", "--config", "known-port.config.ts"];
    assert.match(
      await consumer.run(process.versions.node, suite, { CIS2_PORT: String(await unusedPort()) }),
      /1 passed/,
    );
  });

  it(
    "signs in to an HTTPS server with a card, in a browser that asks for the passcode",
    { skip: skipWithoutDisplay() },
    async () => {
      const suite = ["node_modules/.bin/playwright", "test", "--config", "tls.config.ts"];
      assert.match(await consumer.runWithDisplay(process.versions.node, suite), /3 passed/);
    },
  );

  for (const version of versions) {
    describe(`on Node ${version}`, { concurrency: 1 }, () => {
      const run = (...command: string[]) => consumer.run(version, command);

      it("runs the conformance suite", async () => {
        const json = await run(
          "node_modules/.bin/cis2-testkit",
          "conformance",
          "--tags",
          "@req:NHS-01",
          "--parallel",
          "2",
          "--json",
        );
        const { scenarios: judged } = JSON.parse(json) as { scenarios: { verdict: string }[] };
        assert.deepEqual(new Set(judged.map(({ verdict }) => verdict)), new Set(["passed"]));
      });

      it("signs in by the library", async () => {
        assert.match(await run("sign-in.ts"), /^555\d{9} is \w/);
      });

      if (version !== process.versions.node && !isThorough) return;
      it(
        "signs in with a browser, in Playwright's suite and in cucumber's",
        { skip: skipWithoutBrowser() },
        async () => {
          assert.match(await run("node_modules/.bin/playwright", "test"), /7 passed/);
          assert.match(await run("node_modules/.bin/cucumber-js"), /2 scenarios \(2 passed\)/);
        },
      );
    });
  }
});
