import assert from "node:assert/strict";
import { it } from "node:test";
import { framesSvg } from "./frames-svg.ts";

it("a recording of pages shows each for its time, one after the other, with what the person does", () => {
  const frames = ["Open <it>.", "Sign in.", "Done."].map((caption, index) => ({ picture: Buffer.of(index), caption }));
  const svg = framesSvg(frames, { width: 40, height: 30 }, { seconds: 2, title: "A recording:" });
  assert.match(svg, /viewBox="0 0 40 66"/);
  assert.match(svg, /1\. Open &lt;it&gt;\.[\s\S]*AA==[\s\S]*2\. Sign in\.[\s\S]*AQ==[\s\S]*3\. Done\.[\s\S]*Ag==/);
  assert.match(svg, /animation-duration: 6s/);
  assert.match(svg, /frame0 \{ 0\.00% \{ opacity: 1 \} 33\.33% \{ opacity: 0 \} \}/);
  assert.match(svg, /frame1 \{ 0% \{ opacity: 0 \} 33\.33% \{ opacity: 1 \} 66\.67% \{ opacity: 0 \} \}/);
  assert.match(svg, /frame2 \{ 0% \{ opacity: 0 \} 66\.67% \{ opacity: 1 \} \}/);
});
