import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { plainReason } from "./plain-reason.ts";

function messageOf(check: () => void): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the check passed");
}

describe("the reason of a failure", () => {
  it("is the message that was written for it", () => {
    assert.equal(plainReason("the card answered 6A80", "a step"), "the card answered 6A80");
  });

  it("names the values and the step, and shows no code", () => {
    const two = Number("2");
    const messages = [
      messageOf(() => {
        assert.equal(two, 3);
      }),
      messageOf(() => {
        assert.deepEqual(["one"], ["two"]);
      }),
      messageOf(() => {
        assert.ok(two > 3);
      }),
    ].map((message) => plainReason(message, "the card has 3 tries left"));
    assert.equal(messages[0], '"the card has 3 tries left" did not hold: found 2, expected 3');
    assert.match(messages[1] ?? "", /did not hold: found 'one', expected 'two'$/);
    assert.equal(messages[2], '"the card has 3 tries left" did not hold');
    for (const message of messages) assert.doesNotMatch(message, /assert|!==|strictly/);
  });
});
