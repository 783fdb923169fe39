import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { faultNames } from "../../fake-cis2/index.ts";
import { type InvalidSignInName, invalidSignInNamed, invalidSignIns } from "./invalid-sign-ins.ts";
import { describeViolation } from "./describe-violation.ts";

const nothing = { signedIn: false, tokenRequests: 0, userinfoRequests: 0 };
const code = { ...nothing, tokenRequests: 1 };
const userinfo = { ...code, userinfoRequests: 1 };

describe("the description of an invalid sign-in that was accepted", () => {
  const rows: [InvalidSignInName, typeof nothing, RegExp | undefined][] = [
    ["wrong-state", nothing, undefined],
    ["wrong-state", code, /no session, but it sent a token request although state was not the one/],
    ["wrong-nonce", code, undefined],
    ["wrong-nonce", userinfo, /no session, but it asked for userinfo although the ID token's nonce/],
    ["low-identity-assurance", userinfo, undefined],
    ["low-identity-assurance", { ...userinfo, signedIn: true }, /started a session although the person's identity/],
    ["wrong-state", { ...nothing, signedIn: true }, /started a session although state/],
  ];
  for (const [name, after, expected] of rows) {
    it(`${name}, ${JSON.stringify(after)}: ${expected ? "a finding" : "nothing wrong"}`, () => {
      const reason = describeViolation(invalidSignInNamed(name), after);
      if (expected === undefined) assert.equal(reason, undefined);
      else assert.match(reason ?? "", expected);
    });
  }

  it("has a sentence and a cure for every invalid sign-in, each a fault of the fake CIS2", () => {
    for (const [name, { wrong, cure }] of Object.entries(invalidSignIns)) {
      assert.ok((faultNames as readonly string[]).includes(name), name);
      assert.ok(wrong.length > 10 && cure.endsWith("."), name);
    }
    assert.throws(() => invalidSignInNamed("nothing-of-the-kind"), /nothing-of-the-kind/);
  });
});
