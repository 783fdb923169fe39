import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkNewPasscode, withPasscodeBlock, withPasscodeBlocks, type PasscodeForm } from "./passcode-block.ts";

const form: PasscodeForm = {
  shortest: 6,
  longest: 8,
  digitsOnly: true,
  paddedLength: 8,
  padding: 0xff,
  expected: "6 to 8 digits",
};
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("the bytes of a passcode", () => {
  it("are filled up for the card, and overwritten once they were sent", async () => {
    let kept: Uint8Array | undefined;
    const sent = await withPasscodeBlock("123456", form, (block) => {
      kept = block;
      return Promise.resolve(hex(block));
    });
    assert.equal(sent, "313233343536ffff");
    assert.deepEqual(kept, new Uint8Array(8));
  });

  it("are overwritten where they could not be sent", async () => {
    let kept: Uint8Array | undefined;
    const sending = withPasscodeBlock("12345678", form, (block) => {
      kept = block;
      return Promise.reject(new Error("the card was taken out"));
    });
    await assert.rejects(sending, /taken out/);
    assert.deepEqual(kept, new Uint8Array(8));
  });

  it("of several passcodes go one after the other, and are overwritten as well", async () => {
    let kept: Uint8Array | undefined;
    const sent = await withPasscodeBlocks(["123456", "87654321"], form, (blocks) => {
      kept = blocks;
      return Promise.resolve(hex(blocks));
    });
    assert.equal(sent, "313233343536ffff3837363534333231");
    assert.equal(hex(kept ?? assert.fail()), "00".repeat(16));
  });

  for (const passcode of ["12345", "123456789", "12345a", "12345/", "12345:"]) {
    it(`are not sent where the card cannot hold them: ${passcode}`, async () => {
      const send = () => assert.fail("it was sent");
      await assert.rejects(withPasscodeBlock(passcode, form, send), {
        code: "PASSCODE_FORMAT",
        details: { expected: "6 to 8 digits" },
      });
    });
  }

  it("may be letters where the card holds letters", async () => {
    const letters = { ...form, digitsOnly: false };
    assert.equal(
      await withPasscodeBlock("abcdef", letters, (block) => Promise.resolve(hex(block))),
      "616263646566ffff",
    );
  });
});

describe("a new passcode", () => {
  it("has 6 to 8 digits, as text and as bytes", () => {
    for (const passcode of ["123456", "12345678", "000000", "999999"]) {
      checkNewPasscode(passcode);
      checkNewPasscode(Buffer.from(passcode));
    }
    for (const passcode of ["12345", "123456789", "12345a", "12345/", "12345:"]) {
      for (const one of [passcode, Buffer.from(passcode)]) {
        assert.throws(
          () => {
            checkNewPasscode(one);
          },
          { code: "PASSCODE_FORMAT", details: { expected: "6 to 8 digits" } },
        );
      }
    }
  });
});
