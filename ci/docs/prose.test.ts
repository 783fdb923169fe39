import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "./code-blocks/code-block.ts";
import { findingsOfComments } from "./comments.ts";
import { findingsOfLines, findingsOfPage } from "./prose.ts";

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const files = (...patterns: readonly string[]) =>
  globSync([...patterns], { cwd: projectRoot, exclude: ["**/node_modules/**"] }).sort();

/** The reports of the API are declarations, and a run of the example writes the list of its mistakes. */
const notProse = /^(docs\/reference\/api\/|examples\/relying-party\/broken\/)/;

// docs/reference/cli.md has the help of all commands, errors.md the catalogue: other tests hold them equal.
describe("the prose check", () => {
  it("passes every page: docs, help, errors and changes", async () => {
    const pages = files("*.md", "{docs,examples,interoperability}/**/*.md").filter((page) => !notProse.test(page));
    for (const page of ["README.md", "CHANGELOG.md", "docs/reference/cli.md", "docs/reference/errors.md"])
      assert.ok(pages.includes(page), page);
    const findings = await Promise.all(pages.map((page) => findingsOfPage(page, read(page))));
    assert.deepEqual(findings.flat(), []);
  });

  it("passes every feature", async () => {
    const features = files("features/**/*.feature");
    assert.ok(features.length > 20);
    const sentences = (text: string) => text.split("\n").map((line) => (/^\s*[|@#"]/.test(line) ? "" : line.trim()));
    const findings = await Promise.all(features.map((path) => findingsOfLines(path, sentences(read(path)))));
    assert.deepEqual(findings.flat(), []);
  });

  it("passes the comments of the templates for pipelines", async () => {
    const templates = files("ci/templates/*.yml", "ci/templates/Jenkinsfile", "action.yml");
    assert.ok(templates.length > 4);
    const comments = (text: string) => text.split("\n").map((line) => /^\s*(?:#|\/\/)\s*(.*)$/.exec(line)?.[1] ?? "");
    const findings = await Promise.all(templates.map((path) => findingsOfLines(path, comments(read(path)))));
    assert.deepEqual(findings.flat(), []);
  });

  it("passes the comments of the code", () => {
    const code = files("{src,step-definitions,ci,interoperability,bench,fuzz,soak}/**/*.ts");
    assert.ok(code.length > 800, `${code.length} files`);
    const findings = code.flatMap((path) => findingsOfComments(path, read(path)));
    assert.deepEqual(findings, []);
  });

  const notPlain: readonly (readonly [comment: string, finding: string])[] = [
    ["/** The key; undefined where the card has none. */", 'a.ts:1: "undefined where": if'],
    ["/**\n * The key. Nothing where\n * there is none.\n */", 'a.ts:1: "where there is": if'],
    ["/** Rejects with CARD_HELD where it is held. */", 'a.ts:1: "CARD_HELD where": if'],
    ["const a = 1;\n  // The state stands\n  // in the log.", 'a.ts:2: "stands": is'],
    ["// A failure is borne.", 'a.ts:1: "borne": survives, accepts'],
    ["// Begins anew.", 'a.ts:1: "anew": again'],
    ["/** On ports of its own. */", 'a.ts:1: "of its own": its own, separate'],
    ["// Whoever has it may read.", 'a.ts:1: "Whoever": the name of the actor'],
    ["/** Loopback unless given. */", 'a.ts:1: "unless given": Default: X.'],
    ["/** It puts up with that. */", 'a.ts:1: "puts up with": accepts'],
  ];
  for (const [comment, finding] of notPlain) {
    it(`finds in a comment: ${finding}`, () => {
      assert.deepEqual(findingsOfComments("a.ts", comment), [finding]);
    });
  }

  it("takes no code, and no comment in plain words, for one that is not", () => {
    const code = 'const stands = "anew";\n/** Where the card is. It stands for another. */\nconst whoever = 1;';
    assert.deepEqual(findingsOfComments("a.ts", code), []);
  });

  const wrong: readonly (readonly [what: string, text: string, finding: RegExp])[] = [
    [
      "a sentence that is too long",
      `The client ${"reads the card and ".repeat(8)}stops.`,
      /^page:1: 35 words: The client reads/,
    ],
    [
      "a condition with where",
      "Where the card has none, the client stops.",
      /^page:1: "where" for "if": Where the card has none/,
    ],
    ["a condition in the middle", "The run ends\nwhere there is no card.", /^page:1: "where" for "if": where there is/],
    ["a word with a plain form", "We utilize cards.", /^page:1: retext-simplify: .*utilize/],
    ["a cell of a table", "| a |\n| --- |\n| We utilize cards. |", /^page:3: retext-simplify/],
    [
      "sentences that are hard to read",
      `${"Characteristically incomprehensible administrative terminology ".repeat(4)}proliferates.`,
      /retext-readability/,
    ],
  ];
  for (const [what, text, finding] of wrong) {
    it(`finds ${what}`, async () => {
      const found = await findingsOfPage("page", text);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", finding);
    });
  }

  it("finds a page on which too many sentences have no actor", async () => {
    const found = await findingsOfPage("page", `${"The card is read. ".repeat(4)}${"The client stops. ".repeat(16)}`);
    assert.match(found[0] ?? "", /^page:1: passive, 4 in 20 sentences/);
    assert.deepEqual(
      await findingsOfPage("page", `${"The card is read. ".repeat(3)}${"The client stops. ".repeat(17)}`),
      [],
    );
  });

  it("takes code, quotations and paths as a word, and a place for a place", async () => {
    const page = `Read \`${"a ".repeat(40)}\` and "${"b ".repeat(40)}" in a/b/c.ts. It says where the card is, and where it is.`;
    assert.deepEqual(await findingsOfPage("page", page), []);
  });
});
