import assert from "node:assert/strict";
import { it } from "node:test";
import { fromHex, toHex } from "../../../iso7816/index.ts";
import { frame, FrameReader } from "./frames.ts";

const messages = ["00A40400", "04", "", "AB".repeat(300)];
const stream = Buffer.concat(messages.map((message) => frame(fromHex(message))));

for (const size of [1, 2, 3, 7, stream.length]) {
  it(`reads messages out of chunks of ${size} bytes`, () => {
    const reader = new FrameReader();
    const read: string[] = [];
    for (let offset = 0; offset < stream.length; offset += size) {
      for (const message of reader.push(stream.subarray(offset, offset + size))) read.push(toHex(message));
    }
    assert.deepEqual(read, messages);
  });
}

it("puts the length before the message, most significant byte first", () => {
  assert.equal(toHex(frame(new Uint8Array(258))).slice(0, 8), "01020000");
});
