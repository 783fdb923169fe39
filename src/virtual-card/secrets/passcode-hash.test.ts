import assert from "node:assert/strict";
import { scryptSync } from "node:crypto";
import { describe, it } from "node:test";
import { SeededRandom } from "../../foundation/random.ts";
import { hashPasscode, matchesHash, type PasscodeHash } from "./passcode-hash.ts";

const passcode = Buffer.from("123456");
const other = Buffer.from("123457");
const random = new SeededRandom("passcodes");

/** As a card's file has it, which another process wrote. */
function hashedElsewhere(): PasscodeHash {
  const salt = random.bytes(16);
  const digest = scryptSync(passcode, salt, 32, { N: 2 });
  return {
    algorithm: "scrypt",
    cost: 2,
    salt: Buffer.from(salt).toString("base64"),
    digest: digest.toString("base64"),
  };
}

describe("The hash of a passcode", () => {
  for (const [where, make] of [
    ["here", () => hashPasscode(passcode, random, 2)],
    ["elsewhere", hashedElsewhere],
  ] as const) {
    it(`made ${where} matches the passcode each time it is asked, and no other`, () => {
      const hash = make();
      const answers = [other, passcode, other, passcode].map((value) => matchesHash(value, hash));
      assert.deepEqual(answers, [false, true, false, true]);
    });
  }

  it("does not match if any of it is changed after it has matched", () => {
    const hash = hashedElsewhere();
    assert.equal(matchesHash(passcode, hash), true);
    const { salt, digest } = hashedElsewhere();
    for (const change of [{ salt }, { digest }, { cost: 4 }]) {
      assert.equal(matchesHash(passcode, { ...hash, ...change }), false, Object.keys(change).join());
    }
  });
});
