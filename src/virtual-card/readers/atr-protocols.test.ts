import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromHex } from "../../iso7816/index.ts";
import { chooseProtocol, protocolsOf } from "./atr-protocols.ts";

describe("the protocols of an answer to reset", () => {
  for (const [what, atr, offered, initial] of [
    ["without TD1", "3B00", ["T=0"], "T=0"],
    ["a PIV card", "3BD6970081B1FE451F878031C152211A4B", ["T=1"], "T=1"],
    ["a series 8 card", "3BDD18008131FE4580F9A0000000770100700A90008B", ["T=1"], "T=1"],
    ["T=0 first, then T=1", "3B8080010000", ["T=0", "T=1"], "T=0"],
    ["cut short", "3B80", ["T=0"], "T=0"],
  ] as const) {
    it(`${what}: ${offered.join(" and ")}`, () => {
      const found = protocolsOf(fromHex(atr));
      assert.deepEqual([...found.offered], offered);
      assert.equal(found.initial, initial);
    });
  }

  it("are chosen from what the program takes, T=1 first", () => {
    const both = fromHex("3B8080010000");
    assert.equal(chooseProtocol(both, new Set(["T=0", "T=1"])), "T=1");
    assert.equal(chooseProtocol(both, new Set(["T=0"])), "T=0");
    assert.equal(chooseProtocol(fromHex("3B00"), new Set(["T=1"])), undefined);
  });
});
