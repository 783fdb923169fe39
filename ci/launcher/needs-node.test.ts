import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";
import * as util from "node:util";
import { parse } from "acorn";
import { isNodeNewEnough, oldestNode, requireNode } from "../../src/foundation/needs-node.ts";
import { TestkitError } from "../../src/foundation/errors/testkit-error.ts";

const root = join(import.meta.dirname, "../..");
const bin = join(root, "bin/cis2-testkit.js");
const found = "20.20.2";
const error = new TestkitError("NODE_TOO_OLD", { needed: oldestNode, found });
const said = `${error.code}: ${error.message}\n${error.cure}\n`;

/** Runs this Node under the name of an older one, without `styleText`, which Node 18 lacks. */
function runAs(version: string, ...words: readonly string[]) {
  const names = Object.keys(util).filter((name) => !["default", "module.exports", "styleText"].includes(name));
  const older = `export const {${names.join()}} = process.getBuiltinModule("util"); export default process.getBuiltinModule("util")`;
  const script = `Object.defineProperty(process.versions, "node", { value: "${version}" });
    const url = "data:text/javascript," + encodeURIComponent(${JSON.stringify(older)});
    const resolve = (name, context, next) => (name === "node:util" ? { url, shortCircuit: true } : next(name, context));
    process.getBuiltinModule("module").registerHooks({ resolve });`;
  const pretend = `data:text/javascript,${encodeURIComponent(script)}`;
  return new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, ["--import", pretend, ...words], (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode, stdout, stderr });
    });
  });
}

describe("a Node that is too old", () => {
  it("is named by the command, with what to do", async () => {
    assert.equal(error.message, "The testkit needs Node 22.18 or later; this is Node 20.20.2.");
    assert.deepEqual(await runAs(found, bin, "--version"), { exitCode: 3, stdout: "", stderr: said });
  });

  it("is named by each way into the package, with what to do", async () => {
    const { exports } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      exports: Record<string, { default: string } | string>;
    };
    const ways = Object.values(exports).flatMap((way) => (typeof way === "string" ? [] : [way.default]));
    assert.ok(ways.length > 7);
    const sources = ways.map(
      (way) => new URL(way.replace("./dist/", "../../").replace(/js$/, "ts"), import.meta.url).href,
    );
    const script = `for (const source of ${JSON.stringify(sources)}) await import(source).catch((error) => console.log(error.message));`;
    const { stdout } = await runAs(found, "--input-type=module", "--eval", script);
    assert.equal(stdout, said.repeat(ways.length));
  });

  it("can read the command's file: its syntax is of 2009, but for import()", () => {
    const text = readFileSync(bin, "utf8").replace(/^#!.*/, "").replace("import(", "load(");
    const read = (code: string) => parse(code, { ecmaVersion: 5 });
    assert.doesNotThrow(() => read(text));
    assert.throws(() => read(`${text}const one = 1;`), SyntaxError);
  });

  it("is no older than the syntax of the sources: a clone runs them as they are", () => {
    const read = (code: string) => parse(code, { ecmaVersion: 2025, sourceType: "module" });
    const patterns = ["src/**/*.ts", "step-definitions/**/*.ts"];
    const files = globSync(patterns, { cwd: root, exclude: ["**/*.test.ts", "**/testing/**"] });
    assert.ok(files.length > 500, String(files.length));
    for (const file of files)
      assert.doesNotThrow(() => read(stripTypeScriptTypes(readFileSync(join(root, file), "utf8"))), file);
    assert.throws(() => read("using one = null;"), SyntaxError);
  });

  it("is one before 22.18", () => {
    assert.throws(
      () => {
        requireNode(found);
      },
      { code: "NODE_TOO_OLD" },
    );
    requireNode("22.18.0");
    const versions = ["20.20.2", "22.17.1", "22.18.0", "23.0.0", "24.21.0"];
    assert.deepEqual(versions.map(isNodeNewEnough), [false, false, true, true, true]);
  });
});
