import assert from "node:assert/strict";
import { it } from "node:test";
import { dropOldest } from "./drop-oldest.ts";

it("removes what was put in first, if there is more than may be kept", () => {
  for (const entries of [new Set(["b", "a", "c"]), new Map(["b", "a", "c"].map((key) => [key, 1]))]) {
    dropOldest(entries, 3);
    assert.equal(entries.size, 3);
    dropOldest(entries, 2);
    assert.deepEqual([...entries.keys()], ["a", "c"]);
  }
});
