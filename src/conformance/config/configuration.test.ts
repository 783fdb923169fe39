import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { type TargetSettings, resolveConfiguration, resolveSelection } from "./configuration.ts";
import { readConfigurationFile } from "./configuration-file.ts";

const folder = mkdtempSync(join(tmpdir(), "configuration-"));
after(() => {
  rmSync(folder, { recursive: true });
});

describe("the configuration", () => {
  const none = { flags: {}, environment: {} };

  it("has defaults", () => {
    assert.deepEqual(resolveConfiguration(none), {
      target: "virtual",
      reportDir: "reports",
      parallel: 0,
      order: "defined",
    });
  });

  it("takes a variable that is empty, as pipelines have them, for one that is not set", () => {
    const environment = { CIS2_TESTKIT_TAGS: "", CIS2_TESTKIT_PARALLEL: "" };
    const { tags, parallel } = resolveConfiguration({
      flags: {},
      environment,
      file: { name: "a file", settings: { tags: "@file" } },
    });
    assert.deepEqual([tags, parallel], ["@file", 0]);
  });

  it("takes flags over the environment, the environment over the file, the file over defaults", () => {
    const file = { name: "a file", settings: { reportDir: "from-file", tags: "@file", parallel: 1 } };
    const environment = { CIS2_TESTKIT_REPORT_DIR: "from-environment", CIS2_TESTKIT_PARALLEL: "2" };
    const { reportDir, tags, parallel } = resolveConfiguration({ flags: { parallel: "3" }, environment, file });
    assert.deepEqual([reportDir, tags, parallel], ["from-environment", "@file", 3]);
  });

  it("has paths from the file's folder if the file says them, and as they are if the command line does", () => {
    const file = {
      name: join(folder, "my.config.ts"),
      settings: { reportDir: "r", expected: "../e.json", tags: "@x" },
    };
    const { reportDir, expected, tags } = resolveConfiguration({ ...none, flags: { reportDir: "here" }, file });
    assert.deepEqual([reportDir, expected, tags], ["here", join(dirname(folder), "e.json"), "@x"]);
  });

  it("has the settings of its target, and those of no other", () => {
    const settings = { vpcdPort: 4000, reader: "R", cardSerial: "AB", trace: "t.json" };
    const ofTarget = (target: string) => {
      const {
        reportDir: _,
        parallel: __,
        order: ___,
        ...rest
      } = resolveConfiguration({
        ...none,
        flags: { ...settings, target },
      });
      return rest;
    };
    assert.deepEqual(ofTarget("virtual"), { target: "virtual" });
    assert.deepEqual(ofTarget("pcsc"), { target: "pcsc", vpcdPort: 4000 });
    const pcsc = (flags: object) => {
      const { target, vpcdPort } = resolveConfiguration({
        ...none,
        flags: { target: "pcsc", ...flags },
      }) as TargetSettings & { target: "pcsc" };
      return [target, vpcdPort];
    };
    assert.deepEqual(pcsc({}), ["pcsc", undefined]);
    assert.deepEqual(pcsc({ machinePcscd: true }), ["pcsc", 35963]);
    assert.deepEqual(pcsc({ machinePcscd: "false" }), ["pcsc", undefined]);
    assert.deepEqual(ofTarget("reader"), { target: "reader", reader: "R", cardSerial: "AB" });
    assert.deepEqual(ofTarget("replay"), { target: "replay", trace: "t.json", traceMatch: "order" });
  });

  it("lists scenarios of a target that could not be tested as it is", () => {
    const flags = { target: "relying-party", tags: "@x", shard: "1/2" };
    const order = "defined";
    assert.deepEqual(resolveSelection({ ...none, flags }), {
      target: "relying-party",
      tags: "@x",
      shard: "1/2",
      order,
      reportDir: "reports",
    });
  });

  const wrong: [string, Parameters<typeof resolveConfiguration>[0], RegExp][] = [
    [
      "a wrong key in the file",
      { ...none, file: { name: "my.config.ts", settings: { tag: "@x" } } },
      /my\.config\.ts.*tag/,
    ],
    ["a target there is none of", { ...none, flags: { target: "moon" } }, /command line.*target/],
    ["a part past the last", { ...none, flags: { shard: "3/2" } }, /shard: must not be past the last part/],
    ["a replay of nothing", { ...none, flags: { target: "replay" } }, /trace.*a replay needs a trace file/],
    ["a relying party that nobody described", { ...none, flags: { target: "relying-party" } }, /relyingParty/],
    ["a number that is none", { ...none, environment: { CIS2_TESTKIT_PARALLEL: "many" } }, /environment.*parallel/],
  ];
  for (const [name, sources, message] of wrong) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => resolveConfiguration(sources),
        (error) => isTestkitError(error, "CONFIGURATION_INVALID") && message.test(error.message),
      );
    });
  }
});

describe("the configuration file", () => {
  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
  };

  it("is none if there is none", async () => {
    assert.equal(await readConfigurationFile(undefined, folder), undefined);
  });

  it("is TypeScript", async () => {
    write("my.config.ts", `export default { tags: "@x" } satisfies { tags: string };`);
    assert.deepEqual((await readConfigurationFile("my.config.ts", folder))?.settings, { tags: "@x" });
  });

  for (const [name, content, message] of [
    ["is missing", undefined, /no such file/],
    ["throws", "throw new Error('a slip');", /a slip/],
    ["exports nothing", "export {};", /no default export/],
  ] as const) {
    it(`is refused where it ${name}`, async () => {
      const file = `${name.replaceAll(" ", "-")}.config.ts`;
      if (content !== undefined) write(file, content);
      await assert.rejects(
        readConfigurationFile(file, folder),
        (error) => isTestkitError(error, "DATA_FILE_INVALID") && message.test(error.message),
      );
    });
  }
});
