import assert from "node:assert/strict";
import { it } from "node:test";
import { toHex } from "./hex.ts";
import { Instruction, instructionName } from "./instruction.ts";

it("names instructions as the standards do, and none that is not among them", () => {
  assert.equal(instructionName(0x2c), "RESET RETRY COUNTER");
  assert.equal(instructionName(0xca), "GET DATA");
  assert.equal(instructionName(0xcb), "GET DATA");
  assert.equal(instructionName(0xee), undefined);
  const byStandard = "20 22 24 2A 2C 47 84 87 A4 B0 C0 CA CB D0 D6 DB";
  assert.equal(toHex(Uint8Array.from(Object.values(Instruction))), byStandard.replaceAll(" ", ""));
});

it("has no two names for one instruction", () => {
  const bytes = Object.values(Instruction);
  assert.equal(new Set(bytes).size, bytes.length);
});
