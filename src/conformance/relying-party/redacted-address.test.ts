import assert from "node:assert/strict";
import { it } from "node:test";
import { redactedAddress } from "./redacted-address.ts";

it("leaves the values of secret parameters out of an address", () => {
  const address = "https://system.test/callback?code=abc&state=xyz&id_token=e.y.J#access_token=t";
  assert.equal(
    redactedAddress(address),
    "https://system.test/callback?code=redacted&state=xyz&id_token=redacted#redacted",
  );
  assert.equal(redactedAddress("https://system.test/page#top"), "https://system.test/page#top");
});
