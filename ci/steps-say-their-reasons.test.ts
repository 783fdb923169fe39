import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { it } from "node:test";
import ts from "typescript";

/** Assertions of node:assert, with the position of the message. Without one a report shows a difference of values. */
const messageAt: Readonly<Record<string, number>> = {
  ok: 1,
  fail: 0,
  equal: 2,
  notEqual: 2,
  deepEqual: 2,
  notDeepEqual: 2,
  match: 2,
  doesNotMatch: 2,
  rejects: 2,
  throws: 2,
};

/** The lines of assertions that have no message. */
function silentAssertions(text: string): number[] {
  const source = ts.createSourceFile("steps.ts", text, ts.ScriptTarget.Latest, true);
  const lines: number[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name } = node.expression;
      const position = expression.getText() === "assert" ? messageAt[name.text] : undefined;
      if (position !== undefined && node.arguments.length <= position) {
        lines.push(source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
      }
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return lines;
}

it("finds an assertion without a message", () => {
  assert.deepEqual(silentAssertions('assert.ok(one, "said");\nassert.equal(one, two);\nassert.fail();'), [2, 3]);
});

it("has a written reason in each step that can fail", () => {
  const files = globSync("step-definitions/**/*.ts");
  assert.ok(files.length > 20);
  const silent = files.flatMap((file) => {
    return silentAssertions(readFileSync(file, "utf8")).map((line) => `${file}:${line}`);
  });
  assert.deepEqual(silent, [], "say in a message what was found and what was expected, or use expectSame");
});
