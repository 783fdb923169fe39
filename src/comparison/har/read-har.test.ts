import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isThorough } from "../../foundation/testing/thorough.ts";
import { exchangeOf } from "./exchange.ts";
import { readEntries } from "./read-har.ts";

const megabytes = isThorough ? 300 : 12;
/** What a parser may need beside the chunk it is given, whatever the size of the file. */
const mostMegabytesHeld = 160;

const entry = {
  startedDateTime: "2026-11-27T09:00:00Z",
  request: { method: "GET", url: "https://a.example/" },
  response: {},
};

/** Bytes as they come from a disk, and how much memory was in use at most meanwhile. */
function* chunksOf(start: string, repeated: string, end: string, seen: { most: number }): Generator<Uint8Array> {
  yield Buffer.from(start);
  const part = Buffer.from(repeated.repeat(Math.ceil(65_536 / repeated.length)));
  for (let sent = 0; sent < megabytes * 1_048_576; sent += part.length) {
    yield part;
    seen.most = Math.max(seen.most, process.memoryUsage().heapUsed + process.memoryUsage().external);
  }
  yield Buffer.from(end);
}

describe(`a recording of ${megabytes} MB`, { timeout: 600_000 }, () => {
  for (const [what, start, repeated, end, entries] of [
    ["of many entries", '{"log":{"entries":[', `${JSON.stringify(entry)},`, `${JSON.stringify(entry)}]}}`, undefined],
    ["with one text", `{"log":{"entries":[{"request":{"url":"https://a.example/","x":"`, "abcdefgh", '"}}]}}', 1],
    ["with one name", '{"log":{"entries":[{"request":{"url":"https://a.example/"},"', "abcdefgh", '":1}]}}', 1],
    ["with one list", '{"log":{"entries":[{"request":{"url":"https://a.example/"},"x":[', "12345678,", "1]}]}}", 1],
    ["with one number", '{"log":{"entries":[{"request":{"url":"https://a.example/"},"x":', "12345678", "}]}}", 1],
    ["of something else", '{"x":[', `${JSON.stringify(entry)},`, '1],"log":{"entries":[]}}', 0],
  ] as const) {
    it(`${what} is read with little memory`, async () => {
      const before = process.memoryUsage().heapUsed + process.memoryUsage().external;
      const seen = { most: 0 };
      let read = 0;
      const count = await readEntries(chunksOf(start, repeated, end, seen), {
        entry: (one) => {
          assert.ok(exchangeOf(one));
          read += 1;
        },
      });
      assert.equal(read, count);
      if (entries !== undefined) assert.equal(count, entries);
      const held = (seen.most - before) / 1_048_576;
      assert.ok(held < mostMegabytesHeld, `${held.toFixed(0)} MB were held`);
    });
  }
});

describe("a recording that is broken", () => {
  for (const [what, text] of [
    ["empty", ""],
    ["cut off", '{"log":{"entries":[{"request":'],
    ["no JSON", "<html></html>"],
    ["without entries", '{"log":{}}'],
    ["with entries that are no list", '{"log":{"entries":{}}}'],
    ["nested too deep", `{"log":{"entries":[${"[".repeat(100)}`],
  ] as const) {
    it(`${what} is refused`, async () => {
      await assert.rejects(readEntries([Buffer.from(text)], { entry: () => undefined }));
    });
  }

  it("in an encoding that is none is refused", async () => {
    const bytes = Buffer.concat([Buffer.from('{"log":{"entries":["'), Buffer.from([0xff, 0xc0]), Buffer.from('"]}}')]);
    await assert.rejects(readEntries([bytes], { entry: () => undefined }), TypeError);
  });

  it("has its good entries read whatever the others are", async () => {
    const entries = [
      null,
      1,
      "text",
      [],
      {},
      { request: 1 },
      { request: { url: "no address" } },
      { request: { url: "https://a.example/" } },
    ];
    const read: unknown[] = [];
    await readEntries([Buffer.from(JSON.stringify({ log: { version: 7, entries } }))], {
      entry: (one) => read.push(exchangeOf(one)),
    });
    assert.equal(read.filter(Boolean).length, 1);
  });
});
