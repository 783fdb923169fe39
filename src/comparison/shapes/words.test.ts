import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SeededRandom } from "../../foundation/random.ts";
import { pathOf, wordOf } from "./words.ts";

describe("a name that may be told", () => {
  for (const name of [
    "portNumber",
    "nhsid_nrbac_roles",
    "access_token_encrypted_response_alg",
    "isSmartcardInTheReader",
  ]) {
    it(`is ${name}`, () => {
      assert.equal(wordOf(name), name);
    });
  }

  it("is none of the ids that a provider makes, be they long or in hexadecimal", () => {
    const random = new SeededRandom("ids");
    for (let number = 0; number < 10_000; number += 1) {
      for (const id of [
        Buffer.from(random.bytes(32)).toString("base64url"),
        Buffer.from(random.bytes(16)).toString("hex"),
      ]) {
        assert.equal(wordOf(id), `{${id.length} characters}`, id);
      }
    }
  });

  it("is no part of an address that is an id", () => {
    assert.equal(pathOf("/sign-in/ySEVxak4ioDuiEemkmg_9UYIOMVSL2IdFDDHyTW9-J9/role"), "/sign-in/{43 characters}/role");
  });
});
