import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { CardConnection, ReaderSource } from "../../iso7816/index.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { testIdentity } from "../testing/test-certificate.ts";
import { inspectReaders } from "./inspect-reader.ts";

const shortMs = 20;
/** A test that waits for it ends by its own limit of time. */
const long = { turnMs: 3_600_000, readingMs: 3_600_000 };
const never = () => Promise.withResolvers<never>().promise;

describe("a look into all readers", { timeout: 60_000 }, () => {
  let certificate: Uint8Array;
  before(async () => {
    ({ certificate } = await testIdentity());
  });
  const card = (changes: Partial<CardConnection> = {}) =>
    Object.assign(new ScriptedCard(pivScript({ certificate })), changes);
  const purposes = ["authentication", "signing"];

  it("names a reader that another program never lets go of, and shows the others", async () => {
    const freed = Promise.withResolvers<ScriptedCard>();
    const given = Promise.withResolvers<undefined>();
    const kept = card();
    const inReaders = scriptedReaders({ Kept: kept, Free: card() });
    const readers: ReaderSource = {
      ...inReaders,
      connect: (reader) => (reader === "Kept" ? freed.promise : inReaders.connect(reader)),
    };
    const [busy, free] = await inspectReaders(readers, { ...long, turnMs: shortMs });
    assert.deepEqual([busy?.problem?.code, busy?.certificates, busy?.atr], ["READER_BUSY", [], "3B00"]);
    assert.match(busy?.problem?.message ?? "", /"Kept"/);
    assert.deepEqual([free?.driver, free?.triesLeft, free?.problem], ["PIV", 3, undefined]);
    freed.resolve(
      Object.assign(kept, {
        disconnect: () => {
          given.resolve(undefined);
          return Promise.resolve();
        },
      }),
    );
    await given.promise;
    assert.deepEqual(kept.log, []);
  });

  it("shows what a card said before it fell silent", async () => {
    const talks = card();
    const silent = card({ transmit: (command) => (command[1] === 0x20 ? never() : talks.transmit(command)) });
    const [busy, free] = await inspectReaders(scriptedReaders({ Silent: silent, Free: card() }), {
      ...long,
      readingMs: shortMs,
    });
    assert.equal(busy?.driver, "PIV");
    assert.deepEqual(
      busy.certificates.map(({ purpose }) => purpose),
      purposes,
    );
    assert.deepEqual([busy.triesLeft, busy.problem?.code], [undefined, "READER_BUSY"]);
    assert.equal(free?.problem, undefined);
  });

  it("shows a card that was read although giving it back has to wait for another program", async () => {
    const readers = scriptedReaders({ Reader: card({ disconnect: never }) });
    const [seen] = await inspectReaders(readers, { ...long, turnMs: shortMs });
    assert.deepEqual([seen?.triesLeft, seen?.certificates.length, seen?.problem], [3, 2, undefined]);
  });
});
