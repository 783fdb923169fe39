import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "./code-blocks/code-block.ts";
import { exportedNames, proseOf, refusedTerms, sentencesOf, termPattern, wordsOf } from "./glossary.ts";

/** Where a refused term is right, and why. */
const allowed: readonly { readonly term: string; readonly in: RegExp; readonly because: string }[] = [
  {
    term: "smartcard software",
    in: /^docs\/reference\/errors\.md$/,
    because: "a page says it to a person",
  },
  {
    term: "authentication token",
    in: /^docs\/(sign-in-exchange|reference\/(requirements|assumptions))\.md$/,
    because: "Web eID's name",
  },
  {
    term: "activity",
    in: /^(docs|examples|features)\/.*(requirements|assumptions|broken|relying-party)/,
    because: "a session without it",
  },
  {
    term: "desk",
    in: /^docs\/reference\/(requirements|assumptions)\.md$/,
    because: "the NHS's name: National Service Desk",
  },
];

const read = (file: string) => readFileSync(join(projectRoot, file), "utf8");
const terms = refusedTerms(read("docs/glossary.md")).map(({ term, use }) => ({
  term,
  use,
  pattern: termPattern(term),
}));
const files = (...patterns: readonly string[]) =>
  globSync([...patterns], { cwd: projectRoot, exclude: ["**/node_modules/**"] }).sort();

function found(file: string, text: string, lineOf = (index: number) => text.slice(0, index).split("\n").length) {
  return terms.flatMap(({ term, use, pattern }) =>
    allowed.some((one) => one.term === term && one.in.test(file))
      ? []
      : [...text.matchAll(pattern)].map(({ 0: word, index }) => `${file}:${lineOf(index)}: "${word}", not ${use}`),
  );
}

describe("the words that the glossary refuses", () => {
  it("are read from its tables", () => {
    assert.ok(terms.length > 50);
    assert.ok(terms.some(({ term, use }) => term === "zone" && use.startsWith("network")));
  });

  it("are in no page", () => {
    const pages = files("*.md", "{docs,examples,interoperability}/**/*.md").filter(
      (page) => page !== "docs/glossary.md" && !page.startsWith("docs/reference/api/"),
    );
    assert.ok(pages.length > 20);
    assert.deepEqual(
      pages.flatMap((page) => found(page, proseOf(read(page)))),
      [],
    );
  });

  it("are in no feature", () => {
    const features = files("features/**/*.feature");
    assert.ok(features.length > 20);
    assert.deepEqual(
      features.flatMap((feature) => found(feature, sentencesOf(read(feature)))),
      [],
    );
  });

  it("are in no name that a module exports", () => {
    const modules = files("src/**/*.ts").filter((file) => !/\.test\.ts$|\/testing\//.test(file));
    assert.ok(modules.length > 300);
    assert.deepEqual(
      modules.flatMap((file) =>
        exportedNames(file, read(file)).flatMap((name) =>
          found(file, wordsOf(name), () => 0).map((hit) => `${hit} (${name})`),
        ),
      ),
      [],
    );
  });
});

describe("the search for refused words", () => {
  it("takes those in code from the column, and no other", () => {
    const table =
      "| use | meaning | not | source |\n| --- | --- | --- | --- |\n| **network** | `x` | `zone`, area | NHS |";
    assert.deepEqual(refusedTerms(table), [{ term: "zone", use: "network" }]);
  });

  it("finds whole words, in the plural and across a line break", () => {
    const hits = (term: string, text: string) => [...text.matchAll(termPattern(term))].length;
    assert.equal(hits("unlock code", "an unlock\ncode, Unlock codes, an unlock-code and decodes"), 3);
    assert.equal(hits("bed", "embedded beds"), 1);
  });

  it("looks past code, addresses, quotations and tags", () => {
    const page = "a `zone` of\n```sh\nzone\n```\n[x](zone.md), \"the zone\", the page 'Zones of CIS2'";
    assert.equal(proseOf(page).match(termPattern("zone")), null);
    assert.match(proseOf("the client's zone isn't"), termPattern("zone"));
    assert.equal(sentencesOf("  @id:A-1 @zone\nFeature: x").match(termPattern("zone")), null);
  });

  it("reads names and members of what is exported", () => {
    const source = "export const aZone = 1; const b = 2; export interface C { desk: string } export function d() {}";
    assert.deepEqual(exportedNames("a.ts", source), ["aZone", "C", "desk", "d"]);
    assert.equal(wordsOf("openHTTPDesk_X1"), "open http desk x1");
  });
});
