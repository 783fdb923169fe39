import assert from "node:assert/strict";
import { it } from "node:test";
import { mutantsOf } from "./mutants.ts";

const changed = (text: string) =>
  mutantsOf(text).map(({ start, end, replacement }) => text.slice(0, start) + replacement + text.slice(end));

it("changes comparisons, conditions, arithmetic, results, texts and statements, one at a time", () => {
  assert.deepEqual(changed("if (a === 1) go();"), [
    "if (true) go();",
    "if (false) go();",
    "if (a !== 1) go();",
    "if (a === 1) ;",
  ]);
  assert.deepEqual(changed("const a = b < 1 && !c;"), [
    "const a = b <= 1 && !c;",
    "const a = b < 1 || !c;",
    "const a = b < 1 && c;",
  ]);
  assert.deepEqual(changed("const f = () => { return a + 1; };"), [
    "const f = () => { return undefined; };",
    "const f = () => { return a - 1; };",
  ]);
  assert.deepEqual(changed('const a = ["x", "", `y${z}`, true];'), [
    'const a = ["", "", `y${z}`, true];',
    'const a = ["x", "mutated", `y${z}`, true];',
    'const a = ["x", "", "", true];',
    'const a = ["x", "", `y${z}`, false];',
  ]);
});

it("leaves types, imports and names of properties alone", () => {
  const text = 'import a from "a"; type B = "b" | true; const c = { "d": 1 } as { d: 1 }; export { c } from "c";';
  assert.deepEqual(mutantsOf(text), []);
});

it("says where a mutant is and of which kind", () => {
  assert.deepEqual(mutantsOf("one;\nconst a = b ?? c;").at(-1), {
    kind: "boolean",
    line: 2,
    start: 17,
    end: 19,
    original: "??",
    replacement: "&&",
  });
});
