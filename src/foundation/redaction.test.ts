import assert from "node:assert/strict";
import { it } from "node:test";
import { redactedAddress, redactedLocation } from "./redaction.ts";

it("leaves the values of secret parameters out of an address", () => {
  const address = "https://system.test/callback?code=abc&state=xyz&id_token=e.y.J#access_token=t";
  assert.equal(
    redactedAddress(address),
    "https://system.test/callback?code=%5Bredacted%5D&state=xyz&id_token=%5Bredacted%5D#redacted",
  );
  assert.equal(redactedAddress("https://system.test/page#top"), "https://system.test/page#top");
});

it("leaves them out of where an answer sends the browser, an address or a path", () => {
  assert.equal(
    redactedLocation("https://system.test/back?code=abc&state=x"),
    "https://system.test/back?code=%5Bredacted%5D&state=x",
  );
  assert.equal(redactedLocation("/next?code=abc&state=x"), "/next?code=%5Bredacted%5D&state=x");
  assert.equal(redactedLocation("/sign-in/uid"), "/sign-in/uid");
});
