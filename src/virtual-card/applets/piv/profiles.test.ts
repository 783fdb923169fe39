import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SeededRandom } from "../../../foundation/random.ts";
import { toHex } from "../../../iso7816/index.ts";
import { newReferenceData } from "../../secrets/reference-data.ts";
import { issueCard } from "../../testing/issue-card.ts";
import { PivSession } from "../../testing/piv-session.ts";
import { fascN } from "./fasc-n.ts";
import { padPin } from "./pin-format.ts";

const session = (profile: string) => new PivSession(issueCard({ profile }));

describe("what PIV cards differ in", () => {
  for (const [profile, again] of [
    ["piv", "9000"],
    ["piv-strict", "63C3"],
    ["piv-lenient", "9000"],
  ] as const) {
    it(`${profile}: the passcode after a second SELECT is ${again}`, () => {
      const card = session(profile);
      card.verify();
      card.select();
      assert.equal(card.sw("0020008000"), again);
    });
  }

  for (const [profile, sw] of [
    ["piv", "6A80"],
    ["piv-strict", "6A80"],
    ["piv-lenient", "6700"],
  ] as const) {
    it(`${profile}: a PIN of six bytes is answered with ${sw}`, () => {
      assert.equal(session(profile).sw("0020008006313233343536"), sw);
    });
  }

  for (const [profile, first] of [
    ["piv", "9000"],
    ["piv-strict", "6982"],
  ] as const) {
    it(`${profile}: the first block of a chain without the passcode is answered with ${first}`, () => {
      const card = session(profile);
      assert.equal(card.sw(`1087079AFF7C820106820081820100${"00".repeat(245)}`), first);
      assert.equal(card.sw(`0087079A0B${"00".repeat(11)}00`), "6982");
    });
  }

  it("piv-lenient is selected at reset, the others are not", () => {
    for (const [profile, sw] of [
      ["piv", "6986"],
      ["piv-strict", "6986"],
      ["piv-lenient", "63C5"],
    ] as const) {
      const card = session(profile);
      card.card.reset();
      assert.equal(card.sw("0020008000"), sw, profile);
    }
  });

  it("piv-strict wants nine bytes of the AID and takes no extended length", () => {
    const card = session("piv-strict");
    assert.equal(card.sw("00A4040005A00000030800"), "6A82");
    assert.equal(card.sw("00A4040009A0000003080000100000"), "6138");
    assert.equal(card.sw("00CB3FFF0000055C035FC1020000"), "6700");
  });
});

it("a card with a global PIN takes it for reference 00, and opens with either", () => {
  const image = issueCard();
  const [piv] = image.applets;
  assert.ok(piv?.type === "piv");
  piv.references.globalPin = newReferenceData(padPin("87654321"), 5, new SeededRandom("global"));
  const card = new PivSession(image);
  assert.equal(card.sw("0020000000"), "63C5");
  assert.equal(card.sw("00CB3FFF055C035FC10900"), "6982");
  assert.equal(card.sw(`0020000008${toHex(padPin("87654321"))}`), "9000");
  assert.equal(card.sw("00CB3FFF055C035FC10900"), "9000");
  assert.equal(card.sw("0020008000"), "63C3");
  assert.equal(card.sw("0020FF00"), "9000");
  assert.equal(card.sw("00CB3FFF055C035FC10900"), "6982");
});

it("a FASC-N is coded as the published example is", () => {
  const example = "D4E739DA739CED39CE739D836858210842108421C84210C3EB";
  assert.equal(toHex(fascN("0000000000")), example);
});
