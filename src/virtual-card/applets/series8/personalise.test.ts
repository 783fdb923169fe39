import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isTestkitError } from "../../../foundation/errors/testkit-error.ts";
import { parseCardImage } from "../../image/card-image.ts";
import { issueCard, keys } from "../../testing/issue-card.ts";
import { padded, selectedCard } from "../../testing/series8-session.ts";

describe("issuing a series 8 card", () => {
  it("takes older passcodes, and refuses what no card ever had", () => {
    const { send } = selectedCard("series8", "Ab1z");
    assert.equal(send(`0020000108${padded("Ab1z")}`), "9000");
    for (const refused of ["123", "123456789", "12 456", "pässwd"]) {
      assert.throws(
        () => issueCard({ profile: "series8", passcode: refused }),
        (error) => isTestkitError(error, "PASSCODE_FORMAT"),
      );
    }
  });

  it("refuses keys the card cannot hold", () => {
    const { privateKey } = keys.p256;
    const signing = { certificate: new Uint8Array(), privateKey };
    assert.throws(() => issueCard({ profile: "series8", signing }), /a series 8 card holds RSA-2048 keys/);
  });

  it("is an image that no PIV profile reads, and the other way round", () => {
    for (const [from, to] of [
      ["series8", "piv"],
      ["piv", "series8"],
    ] as const) {
      const image = { ...issueCard({ profile: from }), profile: to };
      assert.throws(() => parseCardImage(image), /applets\.0\.type: must be (piv|series8) on a/);
    }
  });
});
