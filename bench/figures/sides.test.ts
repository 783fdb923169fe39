import assert from "node:assert/strict";
import { it } from "node:test";
import { sidesOf } from "./sides.ts";

it("makes the sides of a comparison, ours first, with what is promised against each", () => {
  assert.deepEqual(sidesOf({ ours: 3, theirs: 2, others: 1 }, { theirs: 1.2 }), [
    { name: "ours", value: 3 },
    { name: "theirs", value: 2, times: 1.2 },
    { name: "others", value: 1 },
  ]);
  assert.throws(() => sidesOf({ ours: 3 }), RangeError);
});
