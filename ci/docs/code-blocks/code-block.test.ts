import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codeBlocks } from "./code-block.ts";

const fence = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`;

describe("the blocks of a page", () => {
  it("are found with language, place and what is to be done with them", () => {
    const page = [
      "# Page",
      "",
      fence("sh", "one"),
      "<!-- not run: needs a real card -->",
      "",
      fence("sh", "two"),
      "- a point:",
      "",
      fence("ts", "three").replaceAll(/^(?=.)/gm, "  "),
      "<!-- file: four.json -->",
      "",
      fence("json", "{}"),
      "<!-- goes on after: ready -->",
      fence("sh", "five"),
      "<!-- examples/own-tests/six.ts -->",
      "",
      fence("ts", "six"),
    ].join("\n");
    assert.deepEqual(
      codeBlocks("a.md", page).map(({ language, text, treatment }) => [language, text, treatment]),
      [
        ["sh", "one", { kind: "by language" }],
        ["sh", "two", { kind: "not run", reason: "needs a real card" }],
        ["ts", "three", { kind: "by language" }],
        ["json", "{}", { kind: "file", name: "four.json" }],
        ["sh", "five", { kind: "goes on after", text: "ready" }],
        ["ts", "six", { kind: "example" }],
      ],
    );
    assert.equal(codeBlocks("a.md", page)[0]?.place, "a.md:3");
  });

  it("are not hidden by a comment with a slip in it", () => {
    assert.throws(() => codeBlocks("a.md", `<!-- not run -->\n\n${fence("sh", "x")}`), /a\.md:1.*not understood/);
  });
});
