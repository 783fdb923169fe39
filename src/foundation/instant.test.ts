import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isCertificateTime, parseInstant } from "./instant.ts";

describe("an instant", () => {
  for (const [text, instant] of [
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31T12:00Z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31T12:00:00.5+01:00", "2026-01-31T11:00:00.500Z"],
    ["2028-02-29", "2028-02-29T00:00:00.000Z"],
    ["2027-02-29", undefined],
    ["2026-02-30T12:00:00Z", undefined],
    ["2026-04-31", undefined],
    ["2026-13-01", undefined],
    ["2026-01-31T24:30:00Z", undefined],
    ["2026-01-31T12:00:00", undefined],
    ["2026-1-31", undefined],
    ["31 January 2026", undefined],
    ["2026-01-31 12:00:00Z", undefined],
  ] as const) {
    it(`${text} is ${instant ?? "refused"}`, () => {
      assert.equal(parseInstant(text)?.toISOString(), instant);
    });
  }

  it("fits into a certificate from 1950 to 9999", () => {
    for (const [year, fits] of [
      ["1949", false],
      ["1950", true],
      ["2050", true],
      ["9999", true],
      ["+010000", false],
    ] as const) {
      assert.equal(isCertificateTime(new Date(`${year}-06-01T00:00:00Z`)), fits, year);
    }
  });
});
