import assert from "node:assert/strict";
import { mkdirSync, mkdtempDisposableSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Report } from "../conformance/index.ts";
import { runInProcess } from "./testing/run-in-process.ts";

const one = "@id:PROVIDER-02";

/** A repository with a subfolder, a configuration file of this name, and a run in the subfolder. */
function repository(name: string, content: string) {
  const folder = mkdtempDisposableSync(join(tmpdir(), "configuration-of-run-"));
  const below = join(folder.path, "tests");
  for (const path of [".git", "tests"]) mkdirSync(join(folder.path, path));
  writeFileSync(join(folder.path, name), content);
  return {
    run: (...args: string[]) => runInProcess(["conformance", ...args], { folder: below }),
    report: (file: string) => readFileSync(join(folder.path, file), "utf8"),
    [Symbol.dispose]: () => {
      folder.remove();
    },
  };
}

describe("the configuration file of a run", () => {
  it("is named first, with the target, and is in every report", async () => {
    using it = repository("cis2-testkit.config.json", JSON.stringify({ tags: one, reportDir: "out" }));
    const { exitCode, stdout, stderr } = await it.run();
    const said = "Target: virtual, the testkit itself. Configuration file: ../cis2-testkit.config.json.";
    assert.deepEqual([exitCode, stdout.split("\n")[0], stderr], [0, said, ""]);
    const report = JSON.parse(it.report("out/report.json")) as Report;
    assert.deepEqual([report.configurationFile, report.scenarios.length], ["../cis2-testkit.config.json", 1]);
    assert.match(it.report("out/report.html"), /Configuration file: \.\.\/cis2-testkit\.config\.json/);
    assert.match(it.report("out/junit.xml"), /name="configurationFile" value="\.\.\/cis2-testkit\.config\.json"/);
  });

  it("is said to be none if there is none, and a near miss is named", async () => {
    using it = repository("cis2-testkit.conf.ts", "");
    const { exitCode, stdout, stderr } = await it.run("--tags", one, "--report-dir", "out");
    assert.deepEqual(
      [exitCode, stdout.split("\n")[0]],
      [0, "Target: virtual, the testkit itself. Configuration file: none."],
    );
    assert.match(stderr, /^Warning: .*cis2-testkit\.conf\.ts is not read\./);
    assert.equal((JSON.parse(it.report("tests/out/report.json")) as Report).configurationFile, null);
    assert.match(it.report("tests/out/messages.ndjson"), /testRunFinished/, "all reports are in one folder");
  });

  it("chooses the target from a folder below, so that nothing else is tested instead", async () => {
    using it = repository("cis2-testkit.config.js", `module.exports = { target: "replay", trace: "missing.json" };`);
    const { exitCode, stdout, stderr } = await it.run();
    assert.equal(exitCode, 2);
    assert.match(stdout, /^Target: replay\. /);
    assert.match(stderr, /missing\.json/);
  });

  it("is named on standard error by --list, so that the list stays one", async () => {
    using it = repository("cis2-testkit.config.json", JSON.stringify({ tags: one }));
    const { stdout, stderr } = await it.run("--list");
    assert.match(stdout, /^PROVIDER-02\t[^\n]+\n$/);
    assert.match(stderr, /^Target: virtual.*config\.json/);
  });
});
