import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pagesWithCode } from "./code-blocks/code-block.ts";

/** What Windows has no counterpart of, as the pages say. */
const onlyForLinux = ["docs/how-to/give-programs-a-smartcard.md"];

const pages = pagesWithCode().filter(({ path }) => path.startsWith("docs/how-to/") && !onlyForLinux.includes(path));
const isOfTestkit = (line: string) => /\bcis2-testkit(\.cmd)? /.test(line);

/** The words that the testkit gets, whatever the shell. */
function wordsOf(line: string): readonly string[] {
  const [, words = ""] = /cis2-testkit(?:\.cmd)? "?(.*?)(?: &|")?$/.exec(line) ?? [];
  return words.replaceAll('"', "").split(" ");
}

describe("a how-to for PowerShell", () => {
  for (const { path, blocks } of pages) {
    const ofShell = blocks.flatMap((block, index) =>
      block.language === "sh" && block.text.split("\n").some(isOfTestkit)
        ? [{ ...block, next: blocks[index + 1] }]
        : [],
    );
    if (ofShell.length === 0) continue;
    it(`${path} gives the testkit the same words as for a POSIX shell`, () => {
      for (const { place, text, next } of ofShell) {
        assert.equal(next?.language, "powershell", place);
        const lines = (given: string) => given.split("\n").filter(isOfTestkit).map(wordsOf);
        assert.deepEqual(lines(next.text), lines(text), place);
        // A POSIX shell's own: its way to the clone, lines that go on, what goes to the background.
        assert.doesNotMatch(next.text, /^\.\/|\\$| &$|^export |\bcurl /m, next.place);
      }
    });
  }
});
