import assert from "node:assert/strict";
import { it } from "node:test";
import { installedPackages } from "./installed-packages.ts";
import { isAllowed } from "./licences.ts";

it("every package installed has a licence on the list", () => {
  const packages = installedPackages();
  assert.ok(packages.length > 300, `${packages.length} packages`);
  const refused = packages.filter(({ licence, dev }) => !isAllowed(licence, dev));
  assert.deepEqual(refused, []);
});

for (const [licence, dev, answer] of [
  ["MIT", false, true],
  ["(MIT OR GPL-3.0-only)", false, true],
  ["MIT AND GPL-3.0-only", false, false],
  ["GPL-3.0-only", true, false],
  ["MPL-2.0", true, true],
  ["MPL-2.0", false, false],
  ["SEE LICENSE IN LICENSE", false, false],
  [undefined, false, false],
] as const) {
  it(`${licence ?? "no licence"} ${dev ? "for development" : "at run time"} is ${answer ? "allowed" : "refused"}`, () => {
    assert.equal(isAllowed(licence, dev), answer);
  });
}
