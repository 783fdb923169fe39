import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

const folder = new URL(".", import.meta.url);
/** They see to it themselves, or capture what is written. */
const allowed = ["output-failure.ts", "print.ts"];

describe("what a command prints", () => {
  it("goes through one function for each sink", () => {
    const files = globSync("**/*.ts", { cwd: folder }).filter((name) => !/testing|\.test\.ts$/.test(name));
    assert.ok(files.length > 30);
    const others = files.filter((name) =>
      /\bprocess\.std(out|err)\.write\b/.test(readFileSync(new URL(name, folder), "utf8")),
    );
    assert.deepEqual(others.sort(), [...allowed].sort());
  });

  it("goes through one function for the questions that a person answers", () => {
    const files = globSync("../**/*.ts", { cwd: folder }).filter((name) => !/testing|\.test\.ts$/.test(name));
    const asking = files.filter((name) => /\blines\.question\b/.test(readFileSync(new URL(name, folder), "utf8")));
    assert.deepEqual(asking, ["../foundation/ask-line.ts"]);
  });
});
