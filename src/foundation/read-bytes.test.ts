import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { it } from "node:test";
import { readBytesUpTo } from "./read-bytes.ts";

const body = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

it("reads a body up to the limit", async () => {
  assert.deepEqual(await readBytesUpTo(body("1234", "56"), 6), Buffer.from("123456"));
  assert.deepEqual(await readBytesUpTo(body(), 6), Buffer.alloc(0));
});

it("gives nothing of a body that is longer, and reads no further", async () => {
  const source = body("1234", "567", "8");
  assert.equal(await readBytesUpTo(source, 6), undefined);
  assert.equal(source.destroyed, true);
});

it("reads the body of a response", async () => {
  const { body: stream } = new Response("grüß");
  assert.ok(stream);
  assert.deepEqual(await readBytesUpTo(stream, 6), Buffer.from("grüß"));
});
