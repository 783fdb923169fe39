import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Instruction } from "./instruction.ts";
import { decodeCommand, encodeCommand } from "./command-apdu.ts";
import { fromHex, toHex } from "./hex.ts";

const header = { cla: 0x00, ins: Instruction.GET_DATA_NAMED, p1: 0x3f, p2: 0xff };
const bytes = (size: number) => new Uint8Array(size).fill(0xab);

describe("command APDU", () => {
  const short: [string, Parameters<typeof encodeCommand>[0], string][] = [
    ["case 1", header, "00CB3FFF"],
    ["case 2", { ...header, le: 16 }, "00CB3FFF10"],
    ["case 2, Le 256", { ...header, le: 256 }, "00CB3FFF00"],
    ["case 3", { ...header, data: bytes(2) }, "00CB3FFF02ABAB"],
    ["case 4", { ...header, data: bytes(2), le: 256 }, "00CB3FFF02ABAB00"],
    ["case 2 extended", { ...header, le: 257 }, "00CB3FFF000101"],
    ["case 2 extended, Le 65536", { ...header, le: 65536 }, "00CB3FFF000000"],
    ["case 3 extended by request", { ...header, data: bytes(1), extended: true }, "00CB3FFF000001AB"],
    ["case 4 extended by request", { ...header, data: bytes(1), le: 256, extended: true }, "00CB3FFF000001AB0100"],
  ];
  for (const [name, fields, expected] of short) {
    it(`encodes and reads back ${name}`, () => {
      assert.equal(toHex(encodeCommand(fields)), expected);
      const read = decodeCommand(fromHex(expected));
      assert.deepEqual(read && encodeCommand(read), fromHex(expected));
    });
  }

  for (const size of [1, 0x7f, 0x80, 0xff, 0x100, 0xffff]) {
    for (const le of [undefined, 1, 0xff, 0x100, 0x101, 0x10000]) {
      it(`carries ${size} bytes with Le ${le}`, () => {
        const sent = { ...header, data: bytes(size), ...(le === undefined ? {} : { le }) };
        const read = decodeCommand(encodeCommand(sent));
        assert.equal(read?.extended, size > 0xff || (le ?? 0) > 0x100);
        assert.deepEqual({ ...read }, { ...sent, extended: read.extended });
      });
    }
  }

  for (const malformed of [
    "",
    "00",
    "00A404",
    "00A4040001",
    "00A404000200",
    "00A4040002000000AA",
    "00A404000000",
    "00A40400000000AA",
    "00A4040000000200",
    "00A4040000000100AABBCC",
  ]) {
    const isCase2 = malformed === "00A4040001";
    it(`${isCase2 ? "reads" : "refuses"} ${malformed || "no bytes"}`, () => {
      assert.equal(decodeCommand(fromHex(malformed)) !== undefined, isCase2);
    });
  }

  it("refuses fields out of range", () => {
    assert.throws(() => encodeCommand({ ...header, ins: 256 }), RangeError);
    assert.throws(() => encodeCommand({ ...header, le: 0 }), RangeError);
    assert.throws(() => encodeCommand({ ...header, le: 65537 }), RangeError);
    assert.throws(() => encodeCommand({ ...header, data: bytes(65536) }), RangeError);
    assert.throws(() => encodeCommand({ ...header, data: bytes(256), extended: false }), RangeError);
  });
});
