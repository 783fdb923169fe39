import assert from "node:assert/strict";
import { it } from "node:test";
import { bytesWaiting, describeStatusWord, exactLength, formatStatusWord, triesLeft } from "./status-word.ts";
import { triesLeftStatusWord } from "./status-word.ts";

it("reads how many tries are left", () => {
  assert.deepEqual([0x63c3, 0x63c0, 0x6983, 0x9000, 0x6300, 0x6982].map(triesLeft), [
    3,
    0,
    0,
    undefined,
    undefined,
    undefined,
  ]);
  assert.equal(triesLeftStatusWord(3), 0x63c3);
  assert.equal(triesLeftStatusWord(200), 0x63cf);
});

it("reads lengths, where 00 stands for 256", () => {
  assert.deepEqual([0x6113, 0x6100, 0x9000].map(bytesWaiting), [0x13, 256, undefined]);
  assert.deepEqual([0x6c10, 0x6c00, 0x6700].map(exactLength), [0x10, 256, undefined]);
});

it("says status words in words", () => {
  assert.equal(describeStatusWord(0x6a82), "file or application not found");
  assert.equal(describeStatusWord(0x63c2), "verification failed, 2 tries left");
  assert.equal(describeStatusWord(0x6100), "256 or more bytes of the answer waiting");
  assert.equal(describeStatusWord(0x6c08), "wrong Le, 8 bytes available");
  assert.equal(describeStatusWord(0x0001), "unknown status word 0001");
  assert.equal(formatStatusWord(0x6f00), "6F00");
});
