import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runInNewContext } from "node:vm";
import { compileWithFile, evaluateWhenUsed, withoutFacades } from "./lazy-imports.ts";

const lines = (text: string) => text.split("\n").length;

describe("a module of the bundle", () => {
  it("evaluates what it imports from CommonJS when it uses it, once", () => {
    const text = [
      "var import_one = __toESM(require_one(), 1);",
      "var import_two = __toESM(require_two());",
      "const read = () => [(0, import_one.value)(), (0, import_one.value)(), import_one.other];",
    ].join("\n");
    const lazy = evaluateWhenUsed(text);
    assert.equal(lines(lazy), lines(text));
    const evaluated: string[] = [];
    const values = runInNewContext(`${lazy}\nconst before = evaluated.length; [before, ...read()].join(" ")`, {
      evaluated,
      require_one: () => (evaluated.push("one"), { value: () => "value", other: "other" }),
      require_two: () => evaluated.push("two"),
      __toESM: (module: object) => module,
    }) as unknown;
    // Nothing of the second is used by its name: it is there for what it does.
    assert.equal(values, "1 value value other");
    assert.deepEqual(evaluated, ["two", "one"]);
  });

  it("evaluates at once what it hands on whole", () => {
    const text = "var import_one = __toESM(require_one(), 1);\nuse(import_one, import_one.value);";
    assert.equal(evaluateWhenUsed(text), text);
  });

  it("compiles a CommonJS module with its file", () => {
    const text =
      'var require_a = __commonJS({\n  "a.js"(exports, module) {\n    module.exports = 1;\n  }\n});\nnext();';
    assert.equal(
      compileWithFile(text),
      'var require_a = __commonJS({\n  "a.js": (function(exports, module) {\n    module.exports = 1;\n  })\n});\nnext();',
    );
  });

  it("asks for modules of Node's by a call, and imports all others", () => {
    const text = [
      'import path from "node:path";',
      'import * as crypto from "crypto";',
      'import process from "node:process";',
      'import {\n  join as join2,\n  sep\n} from "node:path";',
      'import koffi from "koffi";',
      'import { test } from "@playwright/test";',
      'var os = __require("os"), other = __require("other");',
    ].join("\n");
    const asked = [
      'var path = globalThis.process.getBuiltinModule("node:path");',
      'var crypto = globalThis.process.getBuiltinModule("crypto");',
      // An import of this name must not hide the global that the calls need.
      'var process = globalThis.process.getBuiltinModule("node:process");',
      'var {\n  join: join2,\n  sep\n} = globalThis.process.getBuiltinModule("node:path");',
      'import koffi from "koffi";',
      'import { test } from "@playwright/test";',
      'var os = globalThis.process.getBuiltinModule("os"), other = __require("other");',
    ].join("\n");
    assert.equal(withoutFacades(text), asked);
  });
});
