import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { SeededRandom } from "../foundation/random.ts";
import { isPin, padPin } from "./applets/piv/pin-format.ts";
import { paddedLength, readPasscode } from "./applets/series8/passcode-format.ts";
import { hashPasscode } from "./secrets/passcode-hash.ts";
import { parseCardImage } from "./image/card-image.ts";
import { personalise } from "./personalise.ts";
import { cardProfiles } from "./profiles/card-profiles.ts";
import { VirtualCard } from "./virtual-card.ts";

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.nat(9).map(String), minLength, maxLength });

it("a PIN is one to a PIV card exactly where it has 6 to 8 digits before its padding", () => {
  fc.assert(
    fc.property(digits(0, 8), (pin) => {
      assert.equal(isPin(padPin(pin)), pin.length >= 6);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 0, maxLength: 9 }), (block) => {
      const text = Buffer.from(block).toString("latin1");
      assert.equal(isPin(block), block.length === 8 && /^\d{6,8}\u00ff*$/.test(text));
    }),
  );
});

it("a series 8 card reads a passcode with any padding, or none, as the same", () => {
  fc.assert(
    fc.property(digits(4, 8), fc.nat(paddedLength), (passcode, fill) => {
      const length = Math.max(passcode.length, Math.min(paddedLength, passcode.length + fill));
      const block = Buffer.alloc(length, 0xff);
      block.write(passcode, "latin1");
      assert.equal(Buffer.from(readPasscode(block) ?? []).toString("latin1"), passcode);
    }),
  );
});

it("any card image is the same after it was written, read, and put into a reader", () => {
  const person = fc.record({
    profile: fc.constantFrom(...cardProfiles.map(({ name }) => name)),
    serial: fc.stringMatching(/^[0-9A-Za-z-]{1,32}$/),
    passcode: digits(6, 8),
    puk: digits(8, 8),
    triesLeft: fc.nat(3),
    holder: fc.string({ minLength: 1, unit: "grapheme" }),
  });
  fc.assert(
    fc.property(person, (given) => {
      const image = personalise({ ...given, random: new SeededRandom("properties") });
      assert.deepEqual(parseCardImage(JSON.parse(JSON.stringify(image))), image);
      assert.deepEqual(new VirtualCard(image).image, image);
    }),
    { numRuns: 50 },
  );
});

it("a card image whose hash would take any passcode, or fail at one, is refused", () => {
  const image = personalise({ profile: "piv", serial: "1", passcode: "123456" });
  for (const broken of [{ digest: "" }, { digest: "AAAA" }, { salt: "" }, { cost: 3 }, { cost: 1 << 20 }]) {
    const copy = structuredClone(image);
    Object.assign(copy.applets[0]?.references.pin.hash ?? {}, broken);
    assert.throws(() => parseCardImage(copy), { code: "DATA_FILE_INVALID" }, JSON.stringify(broken));
  }
  assert.doesNotThrow(() => hashPasscode(Buffer.from("123456"), new SeededRandom("cost"), 1 << 14));
});
