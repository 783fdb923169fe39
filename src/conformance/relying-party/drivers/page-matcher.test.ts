import assert from "node:assert/strict";
import { it } from "node:test";
import type { PageMatcher } from "../configuration.ts";
import { matchesPage } from "./page-matcher.ts";

const page = {
  url: "https://system.test/home?tab=1",
  text: "Welcome,  Dr Example",
  has: (selector: string) => selector === "#out",
};

const rows: [PageMatcher, boolean][] = [
  [{ url: "/home" }, true],
  [{ url: "/home?tab=1" }, true],
  [{ url: "/hom" }, false],
  [{ url: "https://system.test/" }, true],
  [{ url: "https://other.test/" }, false],
  [{ text: "Welcome, Dr" }, true],
  [{ text: "Welcome, Nurse" }, false],
  [{ selector: "#out" }, true],
  [{ selector: "#in" }, false],
  [{ url: "/home", text: "Welcome", selector: "#out" }, true],
  [{ url: "/home", text: "Welcome", selector: "#in" }, false],
];

for (const [matcher, expected] of rows) {
  it(`${expected ? "finds" : "does not find"} ${JSON.stringify(matcher)}`, async () => {
    assert.equal(await matchesPage(page, matcher), expected);
  });
}
