import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Report } from "../conformance/index.ts";
import { runInProcess } from "./testing/run-in-process.ts";

const oneScenario = "@id:PROVIDER-02";
let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "conformance-"));
});
after(() => rm(folder, { recursive: true }));

/** Runs with its own report folder. */
async function conformance(name: string, ...args: string[]) {
  const reportDir = join(folder, name);
  const result = await runInProcess(["conformance", "--report-dir", reportDir, ...args]);
  return {
    ...result,
    reportDir,
    report: async () => JSON.parse(await readFile(join(reportDir, "report.json"), "utf8")) as Report,
  };
}

async function expectedOutcomes(name: string, content: object): Promise<string> {
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(content));
  return file;
}

describe("conformance", () => {
  it("ends with 0 where all is as expected, and says where the reports are", async () => {
    const { exitCode, stdout, reportDir } = await conformance("passes", "--tags", oneScenario);
    assert.equal(exitCode, 0);
    assert.match(stdout, /1 scenario: 1 passed/);
    assert.ok(stdout.endsWith(`Reports: ${reportDir}\n`));
  });

  it("ends with 1 where a failure was expected and did not come", async () => {
    const expected = await expectedOutcomes("expects-failure", {
      "PROVIDER-02": { verdict: "failed", reason: "known" },
    });
    const { exitCode, stdout, report } = await conformance("unexpected", "--tags", oneScenario, "--expected", expected);
    assert.equal(exitCode, 1);
    assert.match(stdout, /passed, not as expected \(known\): PROVIDER-02/);
    assert.equal((await report()).asExpected, false);
  });

  it("says with --quiet the target, what is not as expected and the count, and nothing of what is", async () => {
    const quiet = await conformance("quiet", "--tags", oneScenario, "--quiet");
    const last = `Reports: ${quiet.reportDir}`;
    assert.match(quiet.stdout, /^Target: virtual[^\n]*\n1 scenario: 1 passed in [\d.]+ s\nReports: [^\n]*\n$/);
    assert.ok(quiet.stdout.includes(last));
    const expected = await expectedOutcomes("quiet-failure", { "PROVIDER-02": { verdict: "failed", reason: "known" } });
    const { stdout } = await conformance("quiet", "--tags", oneScenario, "-q", "--expected", expected);
    assert.match(stdout, /^Target: virtual[^\n]*\npassed, not as expected \(known\): PROVIDER-02/);
  });

  it("says with --verbose how each scenario ended, as it ends", async () => {
    const { stdout } = await conformance("verbose", "--tags", `${oneScenario} or @id:RP-SIGNIN-01`, "--verbose");
    assert.match(stdout, /^passed +PROVIDER-02 .+ \(\d+\.\d s\)$/m);
    assert.match(stdout, /^not applicable +RP-SIGNIN-01 .+ s\): it tests a relying party/m);
  });

  it("ends with 5 where nothing ran", async () => {
    assert.equal((await conformance("nothing", "--tags", "@id:NOBODY-01")).exitCode, 5);
  });

  it("leaves every earlier report as it is if the tags select nothing", async () => {
    const { reportDir } = await conformance("mistyped-tags", "--tags", oneScenario);
    const contents = async () => {
      const names = (await readdir(reportDir)).sort();
      return Promise.all(names.map(async (name) => [name, await readFile(join(reportDir, name), "utf8")]));
    };
    const before = await contents();
    assert.equal(before.length, 4);
    const { exitCode, stdout } = await conformance("mistyped-tags", "--tags", "@id:PROVIDER-2");
    assert.deepEqual([exitCode, stdout.includes("Reports: none, because no scenario was selected")], [5, true]);
    assert.deepEqual(await contents(), before);
  });

  it("merges shards in which nothing was judged to 5", async () => {
    const { exitCode } = await conformance("not-judged", "--tags", "@id:RP-SIGNIN-01");
    const folders = [join(folder, "not-judged"), "--report-dir", join(folder, "merged-nothing")];
    assert.deepEqual([exitCode, (await runInProcess(["merge-reports", ...folders])).exitCode], [5, 5]);
  });

  it("prints the report as JSON and nothing else", async () => {
    const { stdout, report } = await conformance("json", "--tags", oneScenario, "--json");
    assert.deepEqual(JSON.parse(stdout), await report());
  });

  it("lists scenarios and runs none", async () => {
    const { exitCode, stdout } = await runInProcess(["conformance", "--tags", "@id:PROVIDER-01", "--list"]);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split("\t")[0]),
      ["PROVIDER-01[internet]", "PROVIDER-01[hscn]"],
    );
  });

  it("runs again only what did not pass", async () => {
    const { reportDir, report } = await conformance("rerun", "--tags", "@id:PROVIDER-01 or @id:PROVIDER-02");
    const first = await report();
    const scenarios = first.scenarios.map((one) => (one.id === "PROVIDER-02" ? { ...one, verdict: "failed" } : one));
    await writeFile(join(reportDir, "report.json"), JSON.stringify({ ...first, scenarios }));
    const { stdout: list } = await conformance("rerun", "--rerun", "--list");
    assert.match(list, /^PROVIDER-02\t[^\n]+\n$/);
    const { exitCode, report: again } = await conformance("rerun", "--rerun");
    assert.equal(exitCode, 0);
    const partial = await again();
    assert.deepEqual(
      partial.scenarios.map(({ id }) => id),
      ["PROVIDER-02"],
    );
    const nothing = await conformance("rerun", "--rerun");
    assert.equal(nothing.exitCode, 5);
    const { exitCode: nothingListed, stdout: empty } = await conformance("rerun", "--rerun", "--list");
    assert.deepEqual([nothingListed, empty], [5, ""]);
    assert.deepEqual(await nothing.report(), partial, "the report was written over");
  });

  it("ends with 2 before the first scenario where no reports can be written", async () => {
    const file = join(folder, "a file");
    await writeFile(file, "");
    const { exitCode, stdout, stderr } = await conformance("a file", "--tags", "@id:PROVIDER-01");
    assert.deepEqual([exitCode, stdout.split("\n").slice(1)], [2, [""]]);
    assert.match(stderr, /^DATA_FILE_INVALID: .*a file cannot be used: no files can be made in it/);
  });

  it("makes one report of shards", async () => {
    const tags = ["--tags", "@id:PROVIDER-01 or @id:PROVIDER-02"];
    const parts = [
      await conformance("one", ...tags, "--shard", "1/2"),
      await conformance("two", ...tags, "--shard", "2/2"),
    ];
    const merged = join(folder, "merged");
    const folders = parts.map(({ reportDir }) => reportDir);
    const { exitCode } = await runInProcess(["merge-reports", ...folders, "--report-dir", merged]);
    assert.equal(exitCode, 0);
    const { scenarios } = JSON.parse(await readFile(join(merged, "report.json"), "utf8")) as Report;
    assert.deepEqual(scenarios.map(({ id }) => id).sort(), ["PROVIDER-01", "PROVIDER-01", "PROVIDER-02"]);
  });

  it("shows the sign-ins that a control panel gave as files", async () => {
    const at = "2026-11-27T12:00:00.000Z";
    const step = { number: 1, at, place: "card", line: "VERIFY: 2 tries left" };
    const seen = {
      id: 7,
      startedAt: at,
      changedAt: at,
      outcome: "in progress",
      card: "seen",
      steps: 1,
      last: step.line,
    };
    const signIn = { ...seen, timeline: [step], leftOut: 0 };
    const file = join(folder, "sign-in-7.json");
    await writeFile(file, JSON.stringify({ format: "cis2-testkit-sign-in", version: 1, testkit: "1.0.0", signIn }));
    const shown = join(folder, "shown");
    const { exitCode, stdout } = await runInProcess(["merge-reports", file, "--report-dir", shown]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /no verdicts: .*report\.html/);
    assert.match(await readFile(join(shown, "report.html"), "utf8"), /VERIFY: 2 tries left/);
  });

  it("says which expected outcome no scenario has", async () => {
    const expected = await expectedOutcomes("mistyped", { "NOBODY-01": { verdict: "failed", reason: "known" } });
    const { exitCode, stderr } = await conformance("listed", "--expected", expected, "--shard", "1/60");
    assert.equal(exitCode, 0);
    assert.equal(stderr, "", "a part of the run cannot know");
  });

  it("says of scenarios about a relying party that they are not applicable, and counts them apart", async () => {
    const tags = "@id:PROVIDER-02 or @id:RP-SIGNIN-01";
    const { exitCode, stdout } = await conformance("not-applicable", "--tags", tags);
    assert.equal(exitCode, 0);
    assert.match(stdout, /2 scenarios: 1 not applicable, 1 passed/);
    assert.match(stdout, /1 not applicable: it tests a relying party, so it needs --target relying-party/);
  });

  describe("with the target relying-party", () => {
    const run = async (name: string, relyingParty: object, ...args: string[]) => {
      const file = join(folder, `${name}.config.ts`);
      await writeFile(file, `export default ${JSON.stringify({ target: "relying-party", relyingParty })};`);
      return conformance(name, "--config", file, ...args);
    };
    const startUrl = "http://127.0.0.1:9/";
    const nowhere = {
      startUrl,
      signedIn: { text: "in" },
      signedOut: { text: "out" },
      clientSecret: "a secret of the tests",
      redirectUris: [startUrl],
      scopes: ["openid"],
      startSeconds: 0,
      cis2: { port: 0 },
    };

    it("ends with 4 where the relying party does not answer", async () => {
      const { exitCode, stderr } = await run("unreachable", nowhere);
      assert.equal(exitCode, 4);
      assert.match(stderr, /RELYING_PARTY_UNREACHABLE.*http:\/\/127\.0\.0\.1:9\//);
    });

    it("ends with 3 where nobody is there to use it by hand", async () => {
      const { exitCode, stderr } = await run("by-hand", { ...nowhere, driver: "hand" });
      assert.equal(exitCode, 3);
      assert.match(stderr, /DRIVER_MISSING.*"hand".*no terminal/);
    });

    it("ends with 2 for several scenarios at a time, and for a field it does not know", async () => {
      const several = await run("several", nowhere, "--parallel", "2");
      assert.deepEqual([several.exitCode, several.stderr.includes("parallel")], [2, true]);
      const unknown = await run("unknown", { ...nowhere, startUri: startUrl });
      assert.deepEqual([unknown.exitCode, /relyingParty.*startUri/.test(unknown.stderr)], [2, true]);
    });
  });

  const refused: [string, string[], RegExp][] = [
    ["a relying party that nobody described", ["--target", "relying-party"], /CONFIGURATION_INVALID.*relyingParty/],
    ["an unknown target", ["--target", "moon"], /--target.*virtual, pcsc/],
    ["a shard that is none", ["--shard", "9"], /CONFIGURATION_INVALID.*shard/],
    [
      "a configuration file that is missing",
      ["--config", "missing.config.ts"],
      /DATA_FILE_INVALID.*missing\.config\.ts/,
    ],
    ["expected outcomes that are missing", ["--expected", "missing.json"], /DATA_FILE_INVALID.*missing\.json/],
    ["an unknown command line option", ["--fast"], /unknown option '--fast'/],
  ];
  for (const [name, args, message] of refused) {
    it(`ends with 2 for ${name}`, async () => {
      const { exitCode, stderr } = await conformance("refused", ...args);
      assert.equal(exitCode, 2);
      assert.match(stderr, message);
    });
  }
});
