import assert from "node:assert/strict";
import { createInterface } from "node:readline/promises";
import { PassThrough } from "node:stream";
import { describe, it } from "node:test";
import { askLine } from "./ask-line.ts";

const withLines = () => {
  const [input, output] = [new PassThrough(), new PassThrough({ encoding: "utf8" })];
  return { input, output, lines: createInterface({ input, output }) };
};

describe("a question at the terminal", () => {
  it("is answered by a line, and what others wrote in it gives the terminal no command", async () => {
    const { input, output, lines } = withLines();
    const answer = askLine(lines, "Sent to a\u001b[2J\u202e@b.test: ");
    input.write("246802\n");
    assert.equal(await answer, "246802");
    assert.equal(output.read(), "Sent to a@b.test: ");
    lines.close();
  });

  it("is not waited for when the input has ended", async () => {
    const { input, lines } = withLines();
    const answer = askLine(lines, "Code: ");
    input.end();
    await assert.rejects(answer, { code: "INPUT_ENDED", details: { question: "Code:" } });
    await assert.rejects(askLine(lines, "Code: "), { code: "INPUT_ENDED" });
  });

  it("is taken back by a signal", async () => {
    const { lines } = withLines();
    const given = new AbortController();
    const answer = askLine(lines, "Code: ", given.signal);
    given.abort();
    await assert.rejects(answer, { name: "AbortError" });
    lines.close();
  });
});
