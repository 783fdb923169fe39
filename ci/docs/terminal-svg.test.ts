import assert from "node:assert/strict";
import { it } from "node:test";
import { terminalSvg } from "./terminal-svg.ts";

it("each line comes up at its time, wrapped at the terminal's width, and cannot break out of the picture", () => {
  const svg = terminalSvg(
    [
      { at: 0, text: "$ a <b>" },
      { at: 1500, text: "0123456789ab\nc" },
    ],
    10,
  );
  assert.match(svg, /class="command" style="animation-delay:0\.00s">\$ a &lt;b&gt;</);
  assert.match(svg, /animation-delay:1\.50s">0123456789<[^$]*animation-delay:1\.50s">ab<[^$]*>c</);
});
