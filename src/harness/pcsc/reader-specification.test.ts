import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { namedReaders, readerSpecification } from "./reader-specification.ts";

describe("the card of a reader", () => {
  for (const [text, expected] of [
    ["piv:one-role", { card: { profile: "piv", persona: "one-role" } }],
    [
      "series8:leaver@HP USB Keyboard 0",
      { name: "HP USB Keyboard 0", card: { profile: "series8", persona: "leaver" } },
    ],
    ["piv:one-role@a@b: c", { name: "a@b: c", card: { profile: "piv", persona: "one-role" } }],
  ] as const) {
    it(`is read from ${text}`, () => {
      assert.deepEqual(readerSpecification(text), expected);
    });
  }

  for (const text of ["", "piv", "piv:", ":one-role", "piv:one-role@", "a:b:c"]) {
    it(`is not read from "${text}"`, () => {
      assert.throws(() => readerSpecification(text), { code: "CONFIGURATION_INVALID" });
    });
  }
});

describe("readers without a name", () => {
  it("get the next free one", () => {
    const names = namedReaders([{}, { name: "Reader 2" }, {}, { name: "Desk" }]).map(({ name }) => name);
    assert.deepEqual(names, ["Reader 1", "Reader 2", "Reader 3", "Desk"]);
  });

  it("are refused beside two of one name, and with one card in two readers", () => {
    const card = { profile: "piv", persona: "one-role" };
    assert.throws(() => namedReaders([{ name: "Desk" }, { name: "Desk" }]), /two of "Desk"/);
    assert.throws(() => namedReaders([{ card }, { card }]), /two of "piv:one-role"/);
  });
});
