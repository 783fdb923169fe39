import assert from "node:assert/strict";
import { frame, FrameReader } from "../../src/virtual-card/readers/vpcd/frames.ts";
import { fromHex, toHex } from "../../src/iso7816/index.ts";
import { type FuzzTarget, inputOf } from "../runner/target.ts";

const most = 1 << 16;

/** vpcd's frames: however the stream is cut, the same messages come out, and no more is kept than one message has. */
export const target: FuzzTarget = {
  name: "vpcd-frames",
  longest: 70_000,
  seeds: () => [inputOf(["04", "", "00A40400", "AB".repeat(300)].map(fromHex)), inputOf([new Uint8Array(65_535)])],
  open: () => ({
    run: (input) => {
      const whole = [...new FrameReader().push(input)].map(toHex);
      const size = 1 + (input[0] ?? 0);
      const reader = new FrameReader();
      const pieces: string[] = [];
      for (let offset = 0; offset < input.length; offset += size) {
        for (const message of reader.push(input.subarray(offset, offset + size))) pieces.push(toHex(message));
      }
      assert.deepEqual(pieces, whole);
      for (const message of whole) assert.ok(message.length < 2 * most);
      const again = Buffer.concat(whole.map((message) => frame(fromHex(message))));
      assert.deepEqual(Buffer.from(input.subarray(0, again.length)), again);
    },
  }),
};
