import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { returnCodes } from "./constants.ts";
import { PcscFailure, pcscError } from "./pcsc-errors.ts";

// The machine of this test may have the readers of another service.
Reflect.deleteProperty(process.env, "PCSCLITE_CSOCK_NAME");

describe("a PC/SC return code", () => {
  const meanings: [keyof typeof returnCodes, string][] = [
    ["NO_SERVICE", "PCSC_SERVICE_STOPPED"],
    ["SERVICE_STOPPED", "PCSC_SERVICE_STOPPED"],
    ["NO_SMARTCARD", "CARD_ABSENT"],
    ["SHARING_VIOLATION", "CARD_IN_USE"],
    ["REMOVED_CARD", "CARD_REMOVED"],
    ["RESET_CARD", "CARD_RESET"],
    ["UNRESPONSIVE_CARD", "CARD_UNRESPONSIVE"],
    ["PROTO_MISMATCH", "CARD_UNRESPONSIVE"],
    ["READER_UNAVAILABLE", "READER_REMOVED"],
    ["SECURITY_VIOLATION", "PCSC_ACCESS_DENIED"],
    ["NOT_TRANSACTED", "READER_FAILED"],
  ];
  for (const [name, code] of meanings) {
    it(`${name} is ${code}, and stays as the cause`, () => {
      const failure = new PcscFailure("SCardTransmit", returnCodes[name]);
      const error = pcscError(failure, "R1");
      assert.equal(error.code, code);
      assert.equal(error.cause, failure);
      assert.ok(!error.message.includes("{"), error.message);
    });
  }

  it("of a call that is about no reader blames none", () => {
    const { code, message } = pcscError(new PcscFailure("SCardEstablishContext", 0x80100001));
    assert.equal(code, "PCSC_SERVICE_FAILED");
    assert.match(message, /service .*failed: SCardEstablishContext returned 0x80100001\.$/);
  });
});
