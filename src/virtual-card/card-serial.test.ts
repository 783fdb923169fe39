import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeTlv, fromHex } from "../iso7816/index.ts";
import { cardSerial, serialOnCard } from "./card-serial.ts";
import type { CardImage } from "./image/card-image.ts";
import { personalise } from "./personalise.ts";

const guid = "00112233445566778899AABBCCDDEEFF";
const fascN = "D13810D828AF2C1084";

function pivCardWith(...fields: readonly (readonly [number, string])[]): CardImage {
  const image = personalise({ profile: "piv", serial: "1234567890ABCDEF", passcode: "123456" });
  const [applet] = image.applets;
  assert.ok(applet?.type === "piv");
  const identifier = Buffer.concat(fields.map(([tag, value]) => encodeTlv(tag, fromHex(value))));
  return {
    ...image,
    applets: [{ ...applet, objects: { ...applet.objects, "5FC102": identifier.toString("base64") } }],
  };
}

describe("the serial of a card", () => {
  it("of series 8 is the number printed on it, as bytes if it is not hexadecimal", () => {
    assert.equal(cardSerial({ type: "series8" }, "1234567890abcdef"), "1234567890ABCDEF");
    assert.equal(cardSerial({ type: "series8" }, "CARD-1"), "434152442D31");
  });

  it("of PIV is a GUID of version 8 made from that number, or the number if it is a GUID", () => {
    assert.match(cardSerial({ type: "piv" }, "1234567890ABCDEF"), /^[0-9A-F]{12}8[0-9A-F]{3}[89AB][0-9A-F]{15}$/);
    assert.equal(cardSerial({ type: "piv" }, guid.toLowerCase()), guid);
    assert.equal(personalise({ profile: "piv", serial: guid, passcode: "123456" }).serial, guid);
  });

  it("is the GUID that another program gave the card, or its FASC-N if the GUID is all zeros", () => {
    assert.equal(serialOnCard(pivCardWith([0x30, fascN], [0x34, guid])), guid);
    assert.equal(serialOnCard(pivCardWith([0x30, fascN], [0x34, "00".repeat(16)])), fascN);
  });

  it("is the one the card was issued with if nothing on it says another", () => {
    const image = pivCardWith();
    assert.equal(serialOnCard(image), image.serial);
    const damaged = structuredClone(image);
    assert.ok(damaged.applets[0]?.type === "piv");
    damaged.applets[0].objects["5FC102"] = Buffer.of(0x34, 0x7f).toString("base64");
    assert.equal(serialOnCard(damaged), image.serial);
  });
});
