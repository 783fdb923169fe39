import assert from "node:assert/strict";
import { it } from "node:test";
import { startTestServer } from "../../foundation/testing/test-server.ts";
import { fetchJson } from "./fetch-keys.ts";

it("reads JSON up to a mebibyte", async () => {
  let length = 1_048_576;
  await using server = await startTestServer((_, response) => response.end('"keys"'.padEnd(length)));
  assert.equal(await fetchJson(server.origin), "keys");
  length += 1;
  await assert.rejects(fetchJson(server.origin), { message: `${server.origin} answered more than 1048576 bytes` });
});

it("refuses an error, even one with JSON", async () => {
  await using server = await startTestServer((_, response) => response.writeHead(503).end("{}"));
  await assert.rejects(fetchJson(server.origin), { message: `${server.origin} answered 503` });
});
