import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CookieKeys } from "./cookie-keys.ts";

describe("The keys of the cookies", () => {
  const keys = new CookieKeys(["new", "old"]);
  const cookie = "cis2_session=abc";

  it("know their own signatures, those of the older key too", () => {
    assert.equal(keys.index(cookie, keys.sign(cookie)), 0);
    assert.equal(keys.index(cookie, new CookieKeys(["old"]).sign(cookie)), 1);
  });

  it("know those of more cookies than they remember, and of long ones", () => {
    const cookies = Array.from({ length: 1500 }, (_, number) => `_interaction=${number}${"-".repeat(number)}`);
    const signatures = cookies.map((one) => keys.sign(one));
    assert.equal(new Set(signatures).size, cookies.length);
    const fresh = new CookieKeys(["new", "old"]);
    for (const [at, one] of [...cookies, ...cookies].entries())
      assert.equal((at % 2 ? keys : fresh).index(one, signatures[at % cookies.length] ?? ""), 0);
  });

  for (const [what, signature] of Object.entries({
    "of another key": new CookieKeys(["another"]).sign(cookie),
    "of another value": keys.sign("cis2_session=abd"),
    "cut short": keys.sign(cookie).slice(0, -1),
    "with a letter more": `${keys.sign(cookie)}A`,
    "that is empty": "",
    "that is no ASCII": "é".repeat(keys.sign(cookie).length),
  })) {
    it(`refuse a signature ${what}`, () => {
      assert.equal(keys.index(cookie, signature), -1);
      assert.equal(keys.verify(cookie, signature), false);
    });
  }
});
