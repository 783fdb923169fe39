import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeTlv, fromHex, MalformedTlvError } from "../../../iso7816/index.ts";
import { decodeFileControlInformation } from "./file-control-information.ts";

describe("file control information", () => {
  const size = fromHex("80020123");

  it("is read in a template, and in one within the other", () => {
    for (const answer of [size, encodeTlv(0x62, size), encodeTlv(0x6f, encodeTlv(0x62, size))]) {
      assert.deepEqual(decodeFileControlInformation(answer), { size: 0x123 });
    }
  });

  it("is refused where templates are nested without end, as only a hostile card does", () => {
    let nested: Uint8Array = size;
    for (let depth = 0; depth < 20_000; depth++) nested = encodeTlv(0x6f, nested);
    assert.throws(() => decodeFileControlInformation(nested), MalformedTlvError);
  });
});
