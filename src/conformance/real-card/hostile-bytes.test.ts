import assert from "node:assert/strict";
import { it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { SeededRandom } from "../../foundation/random.ts";
import { isThorough } from "../../foundation/testing/thorough.ts";
import { fromHex, toHex, type CardConnection, type ReaderSource } from "../../iso7816/index.ts";
import { CardRecorder, describeCommand, describeResponse, InProcessReaders } from "../../virtual-card/index.ts";
import { CardGuard } from "./card-guard.ts";

const wanted = isThorough ? 2_000_000 : 40_000;
const seed = process.env["FUZZ_SEED"] ?? String(Date.now());
/** What makes parsers go further than noise: tags, class bytes, instructions and lengths of this trade. */
const known = fromHex("00105C5F2F7C7E53703F00FF0C2022242A2C478784A4B0C0CACBD6DB9B808182616C909A0001020304050810FF");
const block = { reference: 0x80, pukReference: 0x81, paddedLength: 8, padding: 0xff };

it("describes a tag list of any length", () => {
  assert.match(describeCommand(fromHex("00CB3FFF075C050102030405")), /^GET DATA of a tag of 5 bytes/);
  for (let length = 0; length < 40; length += 1) {
    const data = [0x5c, length, ...new Array<number>(length).fill(0xff)];
    assert.ok(describeCommand(Uint8Array.of(0x00, 0xcb, 0x3f, 0xff, data.length, ...data)).startsWith("GET DATA"));
    assert.ok(describeCommand(Uint8Array.of(0x00, 0x87, 0x11, 0x9a, data.length, ...data)).length > 0);
  }
});

it(`describes, records and guards ${wanted} random byte strings without an exception, and changes no answer`, async () => {
  const random = new SeededRandom(seed);
  let answer: Uint8Array = new Uint8Array();
  const recorder = new CardRecorder();
  const card: CardConnection = {
    atr: fromHex("3B00"),
    transmit: () => Promise.resolve(answer),
    transaction: (work) => work(),
    disconnect: () => Promise.resolve(),
  };
  const source: ReaderSource = {
    list: () => Promise.resolve([]),
    watch: (signal) => new InProcessReaders().watch(signal),
    connect: () => Promise.resolve(card),
  };
  const recorded = await recorder.record(source).connect("Reader");
  let passed = 0;
  for (let number = 0; number < wanted; number += 1) {
    const command = bytesFrom(random);
    answer = bytesFrom(random);
    const given = toHex(answer);
    const place = `FUZZ_SEED=${seed}: ${toHex(command)} answered ${given}`;
    try {
      describeCommand(command);
      describeResponse(answer);
      assert.equal(toHex(await recorded.transmit(Uint8Array.from(command))), given);
      const guard = new CardGuard(number % 2 === 0);
      guard.use({ passcode: "123456", puk: "12345678", block });
      assert.equal(toHex(await guard.around(card).transmit(command)), given);
      passed += 1;
    } catch (error) {
      // What the guard keeps back it says with an error of the catalogue: that is its work.
      if (!isTestkitError(error)) throw new Error(place, { cause: error });
    }
    recorder.exchanges.length = 0;
  }
  assert.ok(passed > wanted / 20, `only ${passed} of ${wanted} went through the guard`);
});

function bytesFrom(random: SeededRandom): Uint8Array {
  const [length = 0, kind = 0] = random.bytes(2);
  const bytes = random.bytes(length % 48);
  if (kind < 64) return bytes;
  const text = bytes.map((byte) => (byte % 3 === 0 ? byte : (known[byte % known.length] ?? 0)));
  if (kind < 128 || text.length < 6) return text;
  // A command whose length is right, as far as the guard.
  text[0] = 0x00;
  text[4] = text.length - 5;
  return text;
}
