import assert from "node:assert/strict";
import { it } from "node:test";
import { threeYearsFrom } from "./validity.ts";

for (const [notBefore, notAfter] of [
  ["2026-03-01T09:00:00Z", "2029-03-01T08:59:59.000Z"],
  ["2026-12-31T23:59:59Z", "2029-12-31T23:59:58.000Z"],
  ["2027-01-01T00:00:00Z", "2029-12-31T23:59:59.000Z"],
  ["2028-02-29T12:00:00Z", "2031-02-28T11:59:59.000Z"],
] as const) {
  it(`three years from ${notBefore} end with ${notAfter}`, () => {
    assert.equal(threeYearsFrom(new Date(notBefore)).toISOString(), notAfter);
  });
}
