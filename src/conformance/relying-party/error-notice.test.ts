import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readsTheSame, saysThatSomethingFailed } from "./error-notice.ts";

describe("a page after a sign-in that did not work", () => {
  for (const text of [
    "There was a problem signing you in. Please try again.",
    "You did not finish signing in, or were not let in.",
    "Signing in did not work.",
    "Login failed",
    "Try signing in with a different account.",
    "access_denied: the user cancelled",
    "Sorry, we can’t sign you in",
    "You are not signed in. Something went wrong at NHS CIS2.",
    "OpenID Connect Provider error: Error in handling response type.",
    '{"error":"invalid_grant"}',
  ]) {
    it(`tells the person: ${text}`, () => {
      assert.ok(saysThatSomethingFailed({ title: "", text }));
    });
  }

  for (const text of [
    "You are signed out. Sign in with your smartcard",
    "You are not signed in. Sign in",
    "Welcome to the system. Log in",
    "null",
    "You're not logged in",
  ]) {
    it(`does not tell the person: ${text}`, () => {
      assert.ok(!saysThatSomethingFailed({ title: "System", text }));
    });
  }

  it("is another than one of which the time of day differs alone", () => {
    assert.ok(readsTheSame("Signed out at 09:15. Visitors: 1,204", "signed out at 17:03.  Visitors: 9"));
    assert.ok(!readsTheSame("Sign in", "Sign in. That did not work."));
  });
});
