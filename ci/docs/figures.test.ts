import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "./code-blocks/code-block.ts";

const performancePage = "docs/reference/performance.md";
const pages = globSync(["*.md", "{docs,examples,interoperability}/**/*.md"], {
  cwd: projectRoot,
  exclude: ["**/node_modules/**", performancePage, "docs/reference/api/**"],
});

/** Time that something took, work a second, or a ratio of the two: what only a measurement can say. */
const measured =
  /\d\s?(ms|µs|milliseconds?|microseconds?|MB|per second|\/s|sign-ins a second)\b|\d times as (fast|slow)/;

describe("figures of speed", () => {
  it("stand on the page that a run of the benchmarks writes, and nowhere else", () => {
    const elsewhere = pages.flatMap((page) =>
      readFileSync(join(projectRoot, page), "utf8")
        .split("\n")
        .flatMap((line, at) => (measured.test(line) ? [`${page}:${at + 1}: ${line}`] : [])),
    );
    assert.deepEqual(elsewhere, []);
    assert.match(readFileSync(join(projectRoot, performancePage), "utf8"), measured);
  });
});
