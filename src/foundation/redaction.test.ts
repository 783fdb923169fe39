import assert from "node:assert/strict";
import { it } from "node:test";
import { redactedAddress, redactedLocation, redactedTarget } from "./redaction.ts";

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

const targets = [
  "/a/b?client_id=x.y&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb&scope=openid+profile&state=1",
  "/a?",
  "/a?code",
  "/a?x=1&code=2",
  "/a?c%6fde=1",
  "/a?co%64e",
  "/a?nonce=1&",
  "/a?x=1#code=2",
  "/a?x=code",
  "/a?codes=1",
  "/a?&code=1",
  "/a?x=1?code=2&y",
  "/a?y=\u00e9",
  "/a/../b?x=1",
  "//evil.test/a?x=1",
  "http://h.test/sign-in/ab?x=1",
  "http://person:secret@h.test/a?x=1",
];

for (const target of targets) {
  it(`makes of ${target} what a URL with the secrets left out is`, () => {
    const url = new URL(target, "http://target.invalid");
    for (const name of url.searchParams.keys()) if (name === "code") url.searchParams.set(name, "[redacted]");
    assert.equal(redactedTarget(target), `${url.pathname}${url.search}`);
  });
}
