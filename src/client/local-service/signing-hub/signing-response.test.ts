import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { notSigned, signed } from "./signing-response.ts";

const now = new Date("2026-11-01T12:00:00Z");

describe("the answer of requestToSign", () => {
  it("has the certificate and the signatures if it signed", () => {
    const signatures = [{ id: "1", signature: "AA==" }];
    assert.deepEqual(signed(Buffer.from([1, 2, 3]), signatures, now), {
      certificate: "AQID",
      failed_signatures: [],
      message: "",
      signatures,
      status_code: 0,
      status_string: "Success",
      timestamp: "2026-11-01T12:00:00.000Z",
    });
  });

  it("has no lists if it did not, as the signing client's README shows", () => {
    const { message, ...answer } = notSigned(new TestkitError("PASSCODE_CANCELLED"), now);
    assert.match(message, /An Internal error occurred$/);
    assert.deepEqual(answer, {
      certificate: "",
      failed_signatures: null,
      signatures: null,
      status_code: 0x53494703,
      status_string: "ERROR",
      timestamp: "2026-11-01T12:00:00.000Z",
    });
  });

  it("names the missing certificate if there is no reader, no card, or none that can be used", () => {
    for (const error of [
      new TestkitError("READER_NONE"),
      new TestkitError("READER_UNKNOWN", { reader: "R1", known: "R2" }),
      new TestkitError("READER_REMOVED", { reader: "R1" }),
      new TestkitError("PCSC_SERVICE_STOPPED"),
      new TestkitError("PCSC_SOCKET_UNANSWERED", { path: "/run/pcscd.comm" }),
      new TestkitError("CARD_ABSENT"),
      new TestkitError("CARD_REMOVED"),
      new TestkitError("CARD_UNRECOGNISED", { atr: "3B 00", answers: "6A82" }),
      new TestkitError("CARD_UNRESPONSIVE"),
      new TestkitError("CARD_WITHOUT_CERTIFICATE", { purpose: "signing" }),
    ]) {
      assert.equal(notSigned(error, now).status_code, 0x53494705, error.code);
    }
  });
});
