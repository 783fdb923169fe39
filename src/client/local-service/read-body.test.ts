import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { it } from "node:test";
import { readBytesUpTo } from "./read-body.ts";

const request = (...chunks: Buffer[]) => Readable.from(chunks) as IncomingMessage;

it("reads a body up to the limit, and overwrites what it came in", async () => {
  const chunks = [Buffer.from("1234"), Buffer.from("56")];
  assert.equal(Buffer.from(await readBytesUpTo(request(...chunks), 6)).toString(), "123456");
  assert.deepEqual(chunks, [Buffer.alloc(4), Buffer.alloc(2)]);
});

it("refuses a body that is longer", async () => {
  await assert.rejects(readBytesUpTo(request(Buffer.from("1234"), Buffer.from("567")), 6), {
    code: "REQUEST_MALFORMED",
    details: { reason: "the body is longer than 6 bytes" },
  });
});
