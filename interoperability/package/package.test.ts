import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { compareApi } from "../../ci/package/api-report.ts";
import { skipWithoutBrowser } from "../../src/foundation/testing/browser.ts";
import { runTool } from "../tool.ts";
import { type Consumer, installConsumer, root } from "./consumer.ts";

const versions = ["22.23.3", process.versions.node, "26.10.0"];
const companions = ["@playwright/test", "@types/node", "typescript"];
const scenarios = "@req:NHS-01 or @req:EXCHANGE-01";

describe("the package, installed from its tarball into an empty folder", () => {
  let consumer: Consumer;
  before(async () => {
    consumer = await installConsumer(versions, companions);
  });
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

  it("offers what the reports in docs/reference/api say (else: npm run api)", () => {
    assert.deepEqual(compareApi(root), []);
  });

  it("has types that a strict TypeScript project can use, libraries checked as well", async () => {
    const files = globSync("{*.ts,steps/*.ts}", { cwd: consumer.folder });
    const strict = ["--strict", "--module", "nodenext", "--target", "es2024", "--skipLibCheck", "false"];
    const rest = ["--types", "node", "--noEmit", "--allowImportingTsExtensions"];
    await consumer.run(process.versions.node, "node_modules/typescript/bin/tsc", ...strict, ...rest, ...files);
  });

  for (const version of versions) {
    describe(`on Node ${version}`, () => {
      const run = (script: string, ...parameters: string[]) => consumer.run(version, script, ...parameters);

      it("runs the conformance suite", async () => {
        const json = await run("node_modules/.bin/cis2-testkit", "conformance", "--tags", scenarios, "--json");
        const { scenarios: judged } = JSON.parse(json) as { scenarios: { verdict: string }[] };
        assert.deepEqual(new Set(judged.map(({ verdict }) => verdict)), new Set(["passed"]));
      });

      it("signs in by the library", async () => {
        assert.match(await run("sign-in.ts"), /^555\d{9} is \w/);
        assert.match(await run("what-is-tested.ts"), /^\d{3} scenarios for \d+ requirements/);
      });

      it(
        "signs in with a browser, in Playwright's suite and in cucumber's",
        { skip: skipWithoutBrowser() },
        async () => {
          assert.match(await run("node_modules/.bin/playwright", "test"), /3 passed/);
          assert.match(await run("node_modules/.bin/cucumber-js"), /2 scenarios \(2 passed\)/);
        },
      );
    });
  }
});
