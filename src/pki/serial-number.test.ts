import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { canonicalSerialNumber } from "./serial-number.ts";

describe("a certificate's serial number", () => {
  for (const [text, canonical] of [
    ["0abc", "0abc"],
    ["ABC", "0abc"],
    ["0A:BC", "0abc"],
    ["a:bc", "0abc"],
    ["0x0ABC", "0abc"],
    ["serial=0ABC", "0abc"],
    ["00:A1:00", "a100"],
    [" 0abc\n", "0abc"],
    ["00", "00"],
    ["AB:CD:", undefined],
    ["xyz", undefined],
    ["", undefined],
    ["-1", undefined],
    ["a".repeat(43), undefined],
  ] as const) {
    it(`${JSON.stringify(text)} is ${canonical ?? "refused"}`, () => {
      assert.equal(canonicalSerialNumber(text), canonical);
    });
  }
});
