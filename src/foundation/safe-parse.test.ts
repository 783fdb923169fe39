import assert from "node:assert/strict";
import { it } from "node:test";
import { z } from "zod";
import { safeParse } from "./safe-parse.ts";

it("refuses an object that says its length is an object that cannot be compared", () => {
  const input: unknown = JSON.parse('{"length":{"toString":1}}');
  for (const schema of [z.string().max(10), z.array(z.string()).min(1), z.record(z.string(), z.string().max(3))]) {
    assert.equal(safeParse(schema, { a: input }).success, false);
    assert.equal(safeParse(schema, input).success, false);
  }
  assert.deepEqual(safeParse(z.string().max(10), "text"), { success: true, data: "text" });
});
