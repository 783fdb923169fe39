import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { issuerAt, issuerPath } from "./cis2-network.ts";

describe("the issuer at an address", () => {
  for (const [address, issuer] of [
    ["http://internet.cis2.test:8080", `http://internet.cis2.test:8080${issuerPath}`],
    ["https://cis2.test/", `https://cis2.test${issuerPath}`],
    ["https://cis2.test/another/issuer", "https://cis2.test/another/issuer"],
    ["cis2", "cis2"],
  ] as const) {
    it(`${address} stands for ${issuer}`, () => {
      assert.equal(issuerAt(address), issuer);
    });
  }
});
