import assert from "node:assert/strict";
import { it } from "node:test";
import { Instruction, instructionName } from "./instruction.ts";

it("names instructions as the standards do, and none that is not among them", () => {
  assert.equal(instructionName(0x2c), "RESET RETRY COUNTER");
  assert.equal(instructionName(0xca), "GET DATA");
  assert.equal(instructionName(0xcb), "GET DATA");
  assert.equal(instructionName(0xee), undefined);
});

it("has no two names for one instruction", () => {
  const bytes = Object.values(Instruction);
  assert.equal(new Set(bytes).size, bytes.length);
});
