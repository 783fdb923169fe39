import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { skipWithoutBrowser } from "../../../foundation/testing/browser.ts";
import { keyOf } from "../../verdicts/scenario-result.ts";
import { runTarget } from "../testing/run-target.ts";

const ids = ["SIGNIN-01", "ROLES-04", "SECRET-01", "SIGNOUT-01", "ERRORS-02", "STATE-01"];

describe("a relying party in Chromium", { skip: skipWithoutBrowser() }, () => {
  it("is used as by a person, and what is wrong is shown in a picture", async () => {
    const results = await runTarget({
      omissions: ["state"],
      tags: ids.map((id) => `@id:RP-${id}`).join(" or "),
      settings: { driver: "browser" },
    });
    assert.deepEqual(
      results.filter(({ verdict }) => verdict !== "passed").map((one) => `${keyOf(one)} ${one.verdict}`),
      ["RP-STATE-01[wrong-state] failed", "RP-STATE-01[missing-state] failed"],
    );
    assert.equal(results.length, ids.length + 1);
    const picture = results.flatMap(({ evidence }) => evidence).find(({ mediaType }) => mediaType === "image/png");
    const png = Buffer.from(picture?.body ?? "", "base64");
    assert.equal(png.toString("latin1", 1, 4), "PNG");
  });
});
