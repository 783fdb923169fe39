import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { catalogue } from "./catalogue.ts";
import { isTestkitError, TestkitError } from "./testkit-error.ts";

describe("TestkitError", () => {
  it("puts its details into the message", () => {
    const error = new TestkitError("PASSCODE_REFUSED", { triesLeft: 2 });
    assert.equal(error.message, "The card refused the passcode; tries left: 2.");
    assert.equal(error.entry.responsible, "person");
  });

  it("keeps its cause", () => {
    const cause = new Error("below");
    assert.equal(new TestkitError("CARD_REMOVED", {}, { cause }).cause, cause);
  });

  it("is told apart by its code", () => {
    const error: unknown = new TestkitError("CARD_REMOVED");
    assert.ok(isTestkitError(error));
    assert.ok(isTestkitError(error, "CARD_REMOVED"));
    assert.ok(!isTestkitError(error, "CARD_RESET"));
    assert.ok(!isTestkitError(new Error("CARD_REMOVED")));
  });
});

it("every entry of the catalogue ends its sentences", () => {
  for (const [code, { message, cause, cure }] of Object.entries(catalogue)) {
    for (const sentence of [message, cause, cure]) assert.match(sentence, /[.}]$/, code);
  }
});
