import assert from "node:assert/strict";
import { mkdirSync, mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { readConfigurationFile } from "./configuration-file.ts";
import { findConfigurationFile } from "./find-configuration-file.ts";
import { isNearMiss } from "./near-miss.ts";

const settingsIn = {
  ts: `export default { tags: "@x" } satisfies object;`,
  mts: `export default { tags: "@x" } satisfies object;`,
  js: `export default { tags: "@x" };`,
  mjs: `export default { tags: "@x" };`,
  json: `{ "tags": "@x" }`,
};

/** A folder with these files; a name that ends with a slash is a folder. */
function folderWith(files: Readonly<Record<string, string>>) {
  const folder = mkdtempDisposableSync(join(tmpdir(), "find-configuration-"));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder.path, name);
    mkdirSync(name.endsWith("/") ? path : dirname(path), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(path, content);
  }
  return folder;
}

describe("the configuration file that nobody named", () => {
  for (const [ending, content] of Object.entries(settingsIn)) {
    it(`is cis2-testkit.config.${ending}`, async () => {
      using folder = folderWith({ [`cis2-testkit.config.${ending}`]: content });
      assert.deepEqual((await readConfigurationFile(undefined, folder.path))?.settings, { tags: "@x" });
    });
  }

  it("is CommonJS in a package that is", async () => {
    using folder = folderWith({
      "package.json": `{ "type": "commonjs" }`,
      "cis2-testkit.config.js": `module.exports = { tags: "@x" };`,
    });
    assert.deepEqual((await readConfigurationFile(undefined, folder.path))?.settings, { tags: "@x" });
  });

  for (const [mark, files] of Object.entries({
    ".git": { ".git/": "", "a/package.json": "{}" },
    "package.json": { "package.json": "{}" },
  })) {
    it(`is the nearest one up to the folder with ${mark}, and none above it`, () => {
      using folder = folderWith({
        ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`root/${name}`, content])),
        "cis2-testkit.config.ts": "",
        "root/a/b/": "",
      });
      const below = join(folder.path, "root/a/b");
      assert.equal(findConfigurationFile(below).file, undefined);
      const own = join(folder.path, "root/cis2-testkit.config.json");
      writeFileSync(own, "{}");
      assert.equal(findConfigurationFile(below).file, own);
      writeFileSync(join(folder.path, "root/a/cis2-testkit.config.mjs"), "");
      assert.equal(findConfigurationFile(below).file, join(folder.path, "root/a/cis2-testkit.config.mjs"));
    });
  }

  it("is refused if there are two in one folder", () => {
    using folder = folderWith({ "cis2-testkit.config.ts": "", "cis2-testkit.config.js": "" });
    assert.throws(
      () => findConfigurationFile(folder.path),
      (error) => isTestkitError(error, "DATA_FILE_INVALID") && error.message.includes("config.js is beside it"),
    );
  });

  it("has near misses, in its folder and in the parents that were looked in", async () => {
    using folder = folderWith({ ".git/": "", "cis2-testkit.config.yaml": "", "a/cis2-testkit.conf.ts": "" });
    const missed: string[] = [];
    const below = join(folder.path, "a");
    assert.equal(await readConfigurationFile(undefined, below, (file) => missed.push(file)), undefined);
    assert.deepEqual(missed, [join(below, "cis2-testkit.conf.ts"), join(folder.path, "cis2-testkit.config.yaml")]);
  });
});

describe("a near miss", () => {
  const cases: [boolean, string[]][] = [
    [true, ["cis2-testkit.config.cjs", "cis2-testkit.config.yml", "cis2-testkit.conf.ts", "cis2testkit.config.ts"]],
    [true, ["Cis2-Testkit.config.ts", "cis2_testkit_config.js", "cis2-testkit.config.ts.txt", "cis2-testkit.json"]],
    [true, ["cis2-test-kit.config.ts", "csi2-testkit.config.ts", "cis-testkit.config.json", "cis2-testkit.configs.ts"]],
    [
      false,
      ["cis2-testkit.config.ts", "cis2-testkit.config.json", "cis2-testkit", "cis2-testkit.js", "cis2-testkit.md"],
    ],
    [false, ["playwright.config.ts", "tsconfig.json", "vitest.config.ts", "testkit.ts", "expected.json", ""]],
  ];
  for (const [near, names] of cases) {
    for (const name of names) {
      it(`${near ? "is" : "is not"} ${JSON.stringify(name)}`, () => {
        assert.equal(isNearMiss(name), near);
      });
    }
  }
});
