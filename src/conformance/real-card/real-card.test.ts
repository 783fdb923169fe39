import assert from "node:assert/strict";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fixedPasscode, openSmartcard } from "../../client/index.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { CardRecorder, InProcessReaders, VirtualCard } from "../../virtual-card/index.ts";
import { issueCard, passcode } from "../../virtual-card/testing/issue-card.ts";
import { openRealCard, type RealCardOptions } from "./real-card.ts";
import { writeTrace } from "./trace-of-run.ts";

const reader = "Reader";

/** A card in a reader, and the options that name both. */
async function cardInReader({ triesLeft = 3 } = {}) {
  const card = new VirtualCard(issueCard({ triesLeft }));
  const readers = new InProcessReaders();
  readers.addReader(reader);
  readers.insert(reader, card);
  const connection = await readers.connect(reader);
  const cardSerial = await (await openSmartcard(connection)).readSerial();
  await connection.disconnect();
  const named: RealCardOptions = {
    readers,
    reader,
    cardSerial,
    passcodes: fixedPasscode(passcode),
    allowDestructive: false,
  };
  return { named, tries: () => card.image.applets[0]?.references.pin.triesLeft };
}

describe("a real card", () => {
  it("is used when reader and serial are named, and its passcode is right", async () => {
    const { named, tries } = await cardInReader();
    const card = await openRealCard(named);
    assert.equal(card.reader, reader);
    assert.equal(card.passcodeRefused(), false);
    assert.equal(tries(), 3);
  });

  for (const [missing, left] of [
    ["the reader", { reader: undefined }],
    ["the card's serial", { cardSerial: undefined }],
    ["the reader, the card's serial", { reader: undefined, cardSerial: undefined }],
  ] as const) {
    it(`is not touched where nobody named ${missing}`, async () => {
      await assert.rejects(openRealCard({ ...(await cardInReader()).named, ...left }), {
        code: "REAL_CARD_NOT_NAMED",
        details: { missing },
      });
    });
  }

  it("is not used where another was named", async () => {
    const { named, tries } = await cardInReader();
    await assert.rejects(openRealCard({ ...named, cardSerial: "00112233" }), { code: "REAL_CARD_OTHER" });
    assert.equal(tries(), 3);
  });

  it("keeps its last try", async () => {
    const { named, tries } = await cardInReader({ triesLeft: 1 });
    await assert.rejects(openRealCard(named), { code: "REAL_CARD_LAST_TRY" });
    assert.equal(tries(), 1);
  });
});

describe("the trace of a run", () => {
  it("is not written where a card repeated the passcode", async () => {
    const folder = await mkdtemp(join(tmpdir(), "trace-of-run-"));
    after(() => rm(folder, { recursive: true }));
    const file = join(folder, "card.trace.json");
    const recorder = new CardRecorder();
    const connection = await recorder.record(repeating(passcode)).connect(reader);
    await connection.transmit(Uint8Array.of(0x00, 0xca, 0x00, 0x00, 0x00));
    const opened = { card: await openRealCard((await cardInReader()).named), seed: "a seed", recorder };
    const run = { testkit: "0.0.0", startedAt: new Date(), tags: undefined, results: [] };
    await assert.rejects(writeTrace(file, opened, run), { code: "TRACE_HOLDS_PASSCODE", details: { exchange: 1 } });
    await assert.rejects(access(file), { code: "ENOENT" });
  });
});

/** A card that answers everything with the text. */
function repeating(text: string): ReaderSource {
  const answer = Buffer.concat([Buffer.from(text), Buffer.of(0x90, 0x00)]);
  return {
    list: () => Promise.resolve([]),
    watch: (signal) => new InProcessReaders().watch(signal),
    connect: () =>
      Promise.resolve({
        atr: Uint8Array.of(0x3b, 0x00),
        transmit: () => Promise.resolve(answer),
        transaction: (work) => work(),
        disconnect: () => Promise.resolve(),
      }),
  };
}
