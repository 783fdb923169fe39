import assert from "node:assert/strict";
import { it } from "node:test";
import { stepLimitMs } from "./run-part.ts";

it("waits for a real card that makes several key pairs in one step, and for nothing else as long", () => {
  const minutesAKeyPair = 2;
  assert.ok(stepLimitMs("reader") >= 6 * minutesAKeyPair * 60_000);
  assert.equal(stepLimitMs("virtual"), 20_000);
});
