import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromHex, toHex } from "./hex.ts";
import { decodeTlv, decodeTlvs, encodeTlv, findTlv, formatTag, isConstructed, MalformedTlvError } from "./tlv.ts";

describe("BER-TLV", () => {
  const heads: [number, string][] = [
    [0, "5300"],
    [0x7f, "537F"],
    [0x80, "538180"],
    [0xff, "5381FF"],
    [0x100, "53820100"],
    [0xffff, "5382FFFF"],
    [0x10000, "5383010000"],
    [0x1000000, "538401000000"],
  ];
  for (const [size, head] of heads) {
    it(`encodes a length of ${size} as ${head.slice(2)} and reads it back`, () => {
      const encoded = encodeTlv(0x53, new Uint8Array(size).fill(0xa5));
      assert.equal(toHex(encoded.subarray(0, head.length / 2)), head);
      assert.equal(decodeTlv(encoded).value.length, size);
    });
  }

  for (const [tag, hex] of [
    [0x7e, "7E"],
    [0x5f2f, "5F2F"],
    [0x7f49, "7F49"],
    [0x5fc105, "5FC105"],
    [0xdfff8101, "DFFF8101"],
  ] as const) {
    it(`carries the tag ${hex}`, () => {
      assert.equal(toHex(encodeTlv(tag, fromHex("AA"))), `${hex}01AA`);
      assert.equal(decodeTlv(fromHex(`${hex}01AA`)).tag, tag);
      assert.equal(formatTag(tag), hex);
    });
  }

  it("accepts longer length forms than needed, and padding between objects", () => {
    const objects = decodeTlvs(fromHex("00 81 84 00 00 00 01 AA FF 82 81 01 BB 00"));
    assert.deepEqual(findTlv(objects, 0x81), fromHex("AA"));
    assert.deepEqual(findTlv(objects, 0x82), fromHex("BB"));
    assert.equal(findTlv(objects, 0x83), undefined);
  });

  it("joins parts", () => {
    assert.equal(toHex(encodeTlv(0x7c, [encodeTlv(0x82, []), encodeTlv(0x81, fromHex("01"))])), "7C058200810101");
  });

  it("knows constructed tags", () => {
    assert.deepEqual([0x7e, 0x7f49, 0x61].map(isConstructed), [true, true, true]);
    assert.deepEqual([0x53, 0x5fc105, 0x81].map(isConstructed), [false, false, false]);
  });

  for (const [what, hex] of [
    ["a value cut short", "5303AABB"],
    ["a missing length", "53"],
    ["a tag cut short", "5F"],
    ["a tag of five bytes", "5F8181818101AA"],
    ["a length cut short", "538201"],
    ["an indefinite length", "5380AA0000"],
    ["a length of five bytes", "53850000000001AA"],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(() => decodeTlvs(fromHex(hex)), MalformedTlvError);
    });
  }

  it("refuses none or two objects where one is expected", () => {
    assert.throws(() => decodeTlv(fromHex("")), MalformedTlvError);
    assert.throws(() => decodeTlv(fromHex("81008200")), MalformedTlvError);
  });
});
