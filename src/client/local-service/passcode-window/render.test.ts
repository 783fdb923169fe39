import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { PasscodeRequest } from "../../passcode/passcode-source.ts";
import type { WindowView } from "./passcode-window.ts";
import { renderWindow } from "./render.ts";

const now = new Date("2028-12-01T12:00:00Z");
const later = (days: number, milliseconds = 0) => new Date(now.getTime() + days * 86_400_000 + milliseconds);
const page = (view: WindowView) => renderWindow(view, { now, noticeDays: 30 });
const asking = (request: Partial<PasscodeRequest> = {}) =>
  page({
    state: "asking",
    question: 1,
    request: { reader: "R1", purpose: "authentication", requestedBy: "a system", notAfter: later(365), ...request },
  });
const titleOf = (html: string) => /<title>(?:Error: )?(.*) –/.exec(html)?.[1];

describe("the page of a passcode window", () => {
  it("asks for the passcode, or for a new one twice", () => {
    assert.equal(titleOf(asking()), "Enter your passcode");
    assert.equal(titleOf(asking({ choosing: "new" })), "Enter a new passcode");
    assert.equal(titleOf(asking({ choosing: "repeat" })), "Enter the new passcode again");
  });

  it("announces the end of a certificate from the day of the notice to the last one", () => {
    const announced = (notAfter: Date) => asking({ notAfter }).includes("about to expire");
    assert.deepEqual([later(30), later(30, 1), later(0), later(0, -1)].map(announced), [true, false, true, false]);
  });

  it("says what is wrong with what was entered", () => {
    const texts = {
      PASSCODE_MISMATCH: "The two new passcodes are not the same",
      PASSCODE_REFUSED: "The passcode you entered is not valid",
      PASSCODE_FORMAT: "Enter a passcode of 6 to 8 digits",
    } as const;
    const all = Object.values(texts);
    for (const [code, text] of Object.entries(texts)) {
      const html = asking({ refused: { code } as PasscodeRequest["refused"] });
      assert.deepEqual(
        all.filter((one) => html.includes(one)),
        [text],
      );
    }
    assert.ok(!all.some((one) => asking().includes(one)));
  });

  it("says how it ended", () => {
    const failed = (error: TestkitError) => titleOf(page({ state: "failed", error }));
    assert.equal(failed(new TestkitError("PASSCODE_LOCKED")), "Your smartcard is locked");
    assert.equal(failed(new TestkitError("CARD_REMOVED")), "Your smartcard could not be used");
    assert.equal(titleOf(page({ state: "cancelled" })), "You have cancelled");
    for (const state of ["working", "done"] as const) {
      assert.equal(titleOf(page({ state })), "Your smartcard has been read");
    }
  });
});
