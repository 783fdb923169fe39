import assert from "node:assert/strict";
import { describe, it } from "node:test";
import koffi from "koffi";
import { decodeName, encodeName, pcscAbi, returnCode, splitMultiString } from "./abi.ts";
import { defineStructures } from "./winscard.ts";

const sizesOn64Bits: Record<string, { ioRequest: number; readerState: number; atrOffset: number; handle: number }> = {
  linux: { ioRequest: 16, readerState: 80, atrOffset: 40, handle: 8 },
  darwin: { ioRequest: 8, readerState: 61, atrOffset: 28, handle: 4 },
  win32: { ioRequest: 8, readerState: 64, atrOffset: 28, handle: 8 },
};

describe("the layout of PC/SC", () => {
  for (const [platform, expected] of Object.entries(sizesOn64Bits)) {
    // The width of C's long is that of the machine the test runs on.
    it(
      `on 64-bit ${platform} is that of its headers`,
      { skip: platform === "linux" && koffi.sizeof("long") !== 8 },
      () => {
        const abi = pcscAbi(platform as NodeJS.Platform);
        const { ioRequest, readerState } = defineStructures(abi);
        assert.equal(koffi.sizeof(ioRequest), expected.ioRequest);
        assert.equal(koffi.sizeof(readerState), expected.readerState);
        assert.equal(koffi.offsetof(readerState, "rgbAtr"), expected.atrOffset);
        assert.equal(koffi.sizeof(abi.handle), expected.handle);
      },
    );
  }

  it("reads return codes alike from a signed, an unsigned, a wide and a narrow integer", () => {
    const codes = [0x8010000c, 0x8010000c - 2 ** 32, 0x8010000cn, BigInt.asIntN(32, 0x8010000cn)];
    assert.deepEqual(codes.map(returnCode), Array(4).fill(0x8010000c));
    assert.equal(returnCode(0), 0);
  });

  it("reads the list of readers in both encodings", () => {
    const list = "Reader A 00 00\0Lesegerät B\0\0";
    for (const encoding of ["utf8", "utf16le"] as const) {
      const names = splitMultiString(Buffer.from(list, encoding), encoding);
      const texts = names.map((name) => decodeName(name, encoding));
      assert.deepEqual(texts, ["Reader A 00 00", "Lesegerät B"]);
      const end = encodeName("", encoding).length;
      assert.deepEqual(
        texts.map((text) => encodeName(text, encoding).subarray(0, -end)),
        names,
      );
    }
    assert.deepEqual(splitMultiString(Buffer.from("\0"), "utf8"), []);
    assert.deepEqual(splitMultiString(Buffer.alloc(0), "utf16le"), []);
  });

  it("reads a name that is no UTF-8 as Latin-1", () => {
    assert.equal(decodeName(Buffer.from("Leser ü", "latin1"), "utf8"), "Leser ü");
  });
});
