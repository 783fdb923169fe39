import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../", import.meta.url));
const declaring = new Set(["it", "test", "describe"]);

/** Rows of the table: a promise, a test file, and a part of a test's name. */
function promises(page: string): (readonly [promise: string, file: string, name: string])[] {
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !/^\| (promise|-)/.test(line));
  return rows.map((row) => {
    const [, promise = "", file = "", name = ""] = row.split("|").map((cell) => cell.trim());
    return [promise, file.replaceAll("`", ""), name.replaceAll("`", "")];
  });
}

/** The names of the tests in a file, with what is put into them left as it is written. */
function testNames(file: string): string[] {
  const names: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && declaring.has(node.expression.getText()) && node.arguments[0] !== undefined) {
      names.push(node.arguments[0].getText());
    }
    node.forEachChild(look);
  };
  const text = readFileSync(root + file, "utf8");
  look(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return names;
}

describe("the promises of the security page", () => {
  const all = promises(readFileSync(`${root}docs/reference/promises.md`, "utf8"));

  it("each name a test that there is", () => {
    assert.ok(all.length >= 70, `${all.length} promises`);
    const missing = all.filter(([, file, name]) => {
      if (!file.endsWith(".test.ts") || !existsSync(root + file) || name === "") return true;
      return !testNames(file).some((one) => one.includes(name));
    });
    assert.deepEqual(missing, []);
  });

  it("are each there once", () => {
    const said = all.map(([promise]) => promise);
    assert.deepEqual(
      said.filter((one, index) => said.indexOf(one) !== index),
      [],
    );
  });

  it("are by tests that assert something", () => {
    for (const [, file] of all) assert.match(readFileSync(root + file, "utf8"), /\bassert\b/, file);
  });
});
