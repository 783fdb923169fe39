import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { stepSource } from "./step-source.ts";

const root = mkdtempSync(join(tmpdir(), "step-source-"));
after(() => {
  rmSync(root, { recursive: true });
});
mkdirSync(join(root, "step-definitions", "card"), { recursive: true });
writeFileSync(join(root, "secret.ts"), "a secret");
symlinkSync(join(root, "secret.ts"), join(root, "step-definitions", "link.ts"));
writeFileSync(join(root, "step-definitions", "a.steps.ts"), 'Given("one", () => {\n  one();\n});\n\nWhen("two", two);\n');

const at = (file: string, line: number) => stepSource({ definition: { file, line } }, root);

describe("the source of a step", () => {
  it("goes from its place to the end of its definition", () => {
    assert.equal(at("step-definitions/a.steps.ts", 1), 'Given("one", () => {\n  one();\n});');
    assert.equal(at("step-definitions/a.steps.ts", 5), 'When("two", two);\n');
  });

  it("is none of another file, however a report names it", () => {
    for (const file of ["secret.ts", "step-definitions/../secret.ts", "step-definitions/link.ts", "/etc/hosts"]) {
      assert.equal(at(file, 1), undefined, file);
    }
  });

  it("is none where there is no such step", () => {
    assert.equal(stepSource({}, root), undefined);
    assert.equal(at("step-definitions/missing.steps.ts", 1), undefined);
    assert.equal(at("step-definitions/card", 1), undefined);
  });
});
