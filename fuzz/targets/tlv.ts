import assert from "node:assert/strict";
import {
  decodeTlv,
  decodeTlvs,
  encodeTlv,
  formatTag,
  fromHex,
  isConstructed,
  MalformedTlvError,
  type Tlv,
} from "../../src/iso7816/index.ts";
import { type FuzzTarget, unlessRefused } from "../runner/target.ts";

/** BER-TLV, as deep as it nests. */
export const target: FuzzTarget = {
  name: "tlv",
  seeds: () => [
    ...["5303AABBCC", "7E124F0BA0000003080000100001005F2F024000", "008184000000 01AAFF828101BB00"].map(fromHex),
    ...["5FC1050101", "DFFF810101AA"].map(fromHex),
    ...[0x80, 0x100].map((size) => encodeTlv(0x53, new Uint8Array(size).fill(0xa5))),
  ],
  open: () => ({
    run: (input) => {
      unlessRefused(() => decodeTlv(input), [MalformedTlvError]);
      const objects = unlessRefused(() => decodeTlvs(input), [MalformedTlvError]);
      if (objects === undefined) return;
      const encoded = Buffer.concat(objects.map(({ tag, value }) => encodeTlv(tag, value)));
      assert.ok(encoded.length <= input.length, "the shortest form is not longer");
      assert.deepEqual(plain(decodeTlvs(encoded)), plain(objects));
      for (const { tag, value } of objects) {
        assert.equal(Number.parseInt(formatTag(tag), 16), tag);
        if (isConstructed(tag)) unlessRefused(() => decodeTlvs(value), [MalformedTlvError]);
      }
    },
  }),
};

function plain(objects: readonly Tlv[]): unknown[] {
  return objects.map(({ tag, value }) => [tag, [...value]]);
}
