import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clearProgress, Progress } from "./progress.ts";

/** A stream that keeps what is written, and a clock that is moved by hand. */
function terminal(isTTY = true) {
  const written: string[] = [];
  let ms = 0;
  const stream = { isTTY, write: (text: string) => written.push(text.replace("\r\u001b[K", "<")) };
  return { written, options: { stream, now: () => ms }, pass: (seconds: number) => (ms += seconds * 1000) };
}

describe("progress", () => {
  it("says how much is done of how much, and how long the rest takes at this speed", () => {
    const { written, options, pass } = terminal();
    {
      using progress = new Progress("Scenarios", options);
      progress.at(0, 400);
      pass(10);
      progress.at(40, 400, ", 2 not passed");
      pass(0.1);
      progress.at(41, 400); // Too soon to be read.
      pass(90);
      progress.at(400, 400);
    }
    assert.deepEqual(written, [
      "<Scenarios: 0 of 400",
      "<Scenarios: 40 of 400, 2 not passed, 1 min 30 s left",
      "<Scenarios: 400 of 400, 0 s left",
      "<",
    ]);
  });

  it("goes by the time of a work that has its time", () => {
    const { written, options } = terminal();
    Progress.ofSeconds("fuzz tlv", 600, options)[Symbol.dispose]();
    assert.deepEqual(written, ["<fuzz tlv: 0 of 600 s, 10 min 0 s left", "<"]);
  });

  it("is off the terminal before anything else is printed, and comes again after it", () => {
    const { written, options } = terminal();
    using progress = new Progress("Scenarios", options);
    progress.at(0, 2);
    clearProgress();
    clearProgress();
    progress.at(0, 2);
    assert.deepEqual(written, ["<Scenarios: 0 of 2", "<", "<Scenarios: 0 of 2"]);
  });

  it("is silent without a terminal", () => {
    const { written, options } = terminal(false);
    {
      using progress = new Progress("Scenarios", options);
      progress.at(1, 2);
      Progress.ofSeconds("soak", 60, options)[Symbol.dispose]();
    }
    assert.deepEqual(written, []);
  });
});
