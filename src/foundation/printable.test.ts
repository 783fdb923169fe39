import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { htmlText, jsonText, lineOfText, markdownText, terminalText, xmlText } from "./printable.ts";

const hostile = "a\u001b[2Kb\u0007c\u009bd\u202ee\u2066f\u200bg\u00adh\ufeffi\ud800j\ufffek";

describe("others' text", () => {
  it("moves no cursor, turns no direction and hides nothing on a terminal", () => {
    assert.doesNotMatch(terminalText(hostile), /[\p{Cf}\ufffe]|(?!\n)\p{Cc}/u);
    assert.match(terminalText(hostile), /^ab.*k$/u);
    assert.equal(terminalText("one\r\ntwo\rthree\tfour"), "one\ntwo\ufffdthree\tfour");
  });

  it("stays one line where there is one", () => {
    assert.equal(lineOfText("one\r\n two\u2028three\u0085four"), "one two three\ufffdfour");
    assert.equal(lineOfText("Zoë 王 🙂 سلام"), "Zoë 王 🙂 سلام");
    assert.doesNotMatch(lineOfText(hostile), /[\p{Cf}\p{Cc}\ufffe]/u);
  });

  it("is the text itself in Markdown", () => {
    assert.equal(markdownText("![img](x)|a\nb<b>&_*`"), "\\!\\[img\\](x)\\|a b&lt;b&gt;&amp;\\_\\*\\`");
  });

  it("gives no command to a job of GitHub or Azure", () => {
    assert.equal(terminalText("a::b\n  ::add-mask::x\n##[error]y"), "a::b\n  : :add-mask::x\n# #[error]y");
    assert.equal(lineOfText("\u200b::stop-commands::x"), ": :stop-commands::x");
  });

  it("is the same value in JSON, in characters that a terminal does not obey", () => {
    const value = { [hostile.toWellFormed()]: ["\u{e0041} 🙂 \u2028 é"] };
    assert.deepEqual(JSON.parse(jsonText(value, 2)), value);
    assert.doesNotMatch(jsonText(value, 2), /[\p{Cf}\ufffe]|(?!\n)\p{Cc}/u);
  });

  it("does not hide in a page", () => {
    assert.equal(htmlText("<td>a\u202eb\u200b\u0007c</td>\n"), "<td>ab\ufffdc</td>\n");
  });

  it("is made of characters that XML has", () => {
    // oxlint-disable-next-line no-control-regex -- what XML 1.0, section 2.2 leaves out
    assert.doesNotMatch(xmlText(hostile), /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800]/);
    assert.equal(xmlText("a\tb\n🙂"), "a\tb\n🙂");
  });
});
