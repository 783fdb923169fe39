import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { PasscodeRefused } from "../cards/card-errors.ts";
import { environmentPasscode, fixedPasscode, scriptedPasscodes } from "./fixed-passcode.ts";
import type { PasscodeRequest } from "./passcode-source.ts";

const request: PasscodeRequest = {
  reader: "R1",
  purpose: "authentication",
  requestedBy: "Test system",
  notAfter: new Date(0),
};

describe("passcodes known beforehand", () => {
  it("come from CIS2_TESTKIT_PASSCODE", async () => {
    assert.equal(await environmentPasscode({ CIS2_TESTKIT_PASSCODE: "123456" }).ask(request), "123456");
  });

  it("are PASSCODE_UNAVAILABLE if the variable is unset or empty", async () => {
    await assert.rejects(environmentPasscode({}).ask(request), { code: "PASSCODE_UNAVAILABLE" });
    await assert.rejects(environmentPasscode({ CIS2_TESTKIT_PASSCODE: "" }).ask(request), {
      code: "PASSCODE_UNAVAILABLE",
    });
  });

  it("are not given again once refused: the refusal is the answer", async () => {
    const refused = new PasscodeRefused(2);
    for (const source of [fixedPasscode("1"), environmentPasscode({ CIS2_TESTKIT_PASSCODE: "1" })]) {
      await assert.rejects(source.ask({ ...request, refused }), refused);
    }
  });

  it("are not given to a later request once refused, nor once they locked the card", async () => {
    const environment = { CIS2_TESTKIT_PASSCODE: "1", CIS2_TESTKIT_NEW_PASSCODE: "2" };
    const source = environmentPasscode(environment);
    await source.ask(request);
    const refused = new PasscodeRefused(2);
    await assert.rejects(source.ask({ ...request, refused }), refused);
    await assert.rejects(source.ask(request), refused);
    await assert.rejects(source.ask({ ...request, reader: "R2" }), refused);
    assert.equal(await source.ask({ ...request, choosing: "new" }), "2");

    const locking = fixedPasscode("1");
    await locking.ask(request);
    const locked = new TestkitError("PASSCODE_LOCKED");
    locking.refused?.(locked);
    await assert.rejects(locking.ask(request), locked);
  });

  it("are not given to a request that has been aborted", async () => {
    await assert.rejects(fixedPasscode("1").ask(request, AbortSignal.abort()), { code: "PASSCODE_CANCELLED" });
  });

  it("of a script come in turn, then the person gives up", async () => {
    const source = scriptedPasscodes("1", "2");
    assert.deepEqual([await source.ask(request), await source.ask(request)], ["1", "2"]);
    await assert.rejects(source.ask(request), { code: "PASSCODE_CANCELLED" });
  });
});
