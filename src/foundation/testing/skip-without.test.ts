import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { skipWithout } from "./skip-without.ts";

describe("a test that needs a package", () => {
  const ci = process.env["CI"];
  beforeEach(() => {
    delete process.env["CI"];
  });
  afterEach(() => {
    if (ci === undefined) delete process.env["CI"];
    else process.env["CI"] = ci;
  });

  it("is skipped, with the reason, on a machine that lacks it", () => {
    assert.equal(skipWithout("the package is not installed"), "the package is not installed");
  });

  it("runs where nothing is missing", () => {
    assert.equal(skipWithout(undefined), false);
  });

  it("is not skipped in CI", () => {
    process.env["CI"] = "true";
    assert.equal(skipWithout("the package is not installed"), false);
  });
});
