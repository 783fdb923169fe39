import assert from "node:assert/strict";
import { it } from "node:test";
import { closeAll } from "./close-all.ts";

it("closes what is left after one that cannot be closed, and says so", async () => {
  const closed: string[] = [];
  const closing = closeAll(
    () => closed.push("first"),
    () => Promise.reject(new Error("never made")),
    () => Promise.resolve(closed.push("last")),
  );
  await assert.rejects(closing, /never made/);
  assert.deepEqual(closed, ["first", "last"]);
});
