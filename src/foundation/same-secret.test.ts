import assert from "node:assert/strict";
import { it } from "node:test";
import { isSameSecret } from "./same-secret.ts";

it("a secret is the same if every character and the length are", () => {
  assert.ok(isSameSecret("Bearer token", "Bearer token"));
  for (const other of ["", "Bearer toke", "Bearer token ", "bearer token", "Bearer tokeN", "\u0000"])
    assert.equal(isSameSecret(other, "Bearer token"), false, other);
});
