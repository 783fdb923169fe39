import assert from "node:assert/strict";
import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { ReaderSource } from "../../iso7816/index.ts";
import { CardRecorder, InProcessReaders, readCardTrace } from "../../virtual-card/index.ts";
import { passcode, puk } from "../../virtual-card/testing/issue-card.ts";
import { resultWith } from "../testing/results.ts";
import { openRealCard, type RealCardOptions } from "./real-card.ts";
import { openRealCardRun, type RealCardConfiguration } from "./real-card-run.ts";
import { cardInReader, reader, temporaryFolder } from "./testing/card-in-reader.ts";
import { changedVerdicts, writeTrace } from "./trace-of-run.ts";

const replayOf = (trace: string) => ({ target: "replay", trace, traceMatch: "order" }) as RealCardConfiguration;
const startedAt = new Date("2026-02-03T04:05:06Z");
const results = [resultWith({ id: "A-01" }), resultWith({ id: "A-02", example: "piv", verdict: "failed" })];

/** Opens a card, by way of a recorder, and writes the trace. */
async function recordRun(options: Partial<RealCardOptions> = {}) {
  const [{ named }, folder, recorder] = [await cardInReader(), await temporaryFolder(), new CardRecorder()];
  const card = await openRealCard({ ...named, ...options, readers: recorder.record(named.readers) });
  const file = join(folder, "card.trace.json");
  await writeTrace(file, { card, seed: "a seed", recorder }, { testkit: "1.2.3", startedAt, tags: "@card", results });
  return { card, folder, file, recorder };
}

describe("the trace of a run", () => {
  it("says what the same run needs, and holds every exchange", async () => {
    const { card, folder, file, recorder } = await recordRun();
    assert.deepEqual(await readdir(folder), ["card.trace.json"]);
    assert.match(await readFile(file, "utf8"), /\}\n$/);
    const { exchanges, card: recorded, ...trace } = readCardTrace(file);
    assert.deepEqual(trace, {
      format: "cis2-testkit card trace",
      version: 1,
      testkit: "1.2.3",
      recordedAt: "2026-02-03T04:05:06.000Z",
      seed: "a seed",
      tags: "@card",
      allowDestructive: false,
      withPuk: false,
      verdicts: { "A-01": "passed", "A-02[piv]": "failed" },
    });
    assert.deepEqual([recorded.series, recorded.serial], [9, card.toAdopt.serial]);
    assert.ok(exchanges.length > 5);
    assert.deepEqual(exchanges, recorder.exchanges);
  });

  for (const [name, secret] of [
    ["passcode", passcode],
    ["PUK", puk],
  ] as const) {
    it(`is not written if a card repeated the ${name}`, async () => {
      const folder = await temporaryFolder();
      const file = join(folder, "card.trace.json");
      const recorder = new CardRecorder();
      const connection = await recorder.record(repeating(secret)).connect(reader);
      await connection.transmit(Uint8Array.of(0x00, 0xca, 0x00, 0x00, 0x00));
      const { named } = await cardInReader();
      // The passcode is the beginning of the PUK.
      const other = name === "PUK" ? { passcode: "654321" } : {};
      const opened = { card: { ...(await openRealCard({ ...named, puk })), ...other }, seed: "a seed", recorder };
      const run = { testkit: "0.0.0", startedAt: new Date(), tags: undefined, results: [] };
      await assert.rejects(writeTrace(file, opened, run), { code: "TRACE_HOLDS_PASSCODE", details: { exchange: 1 } });
      await assert.rejects(access(file), { code: "ENOENT" });
    });
  }

  for (const options of [{}, { allowDestructive: true, puk }]) {
    it(`replays to its end, with the same card and choices: ${JSON.stringify(Object.keys(options))}`, async () => {
      const { card, file } = await recordRun(options);
      const run = await openRealCardRun(replayOf(file), undefined);
      run.replay?.card.finish();
      assert.deepEqual([run.seed, run.now(), run.recorder], ["a seed", startedAt, undefined]);
      assert.deepEqual(run.replay?.trace, readCardTrace(file));
      assert.deepEqual(run.card.toAdopt, card.toAdopt);
      assert.deepEqual(run.card.atr, card.atr);
      assert.equal(run.card.allowDestructive, card.allowDestructive);
      assert.equal(run.card.puk === undefined, card.puk === undefined);
      // No one's own: a replay has made-up secrets, of a length that a card may have.
      assert.match(run.card.passcode, /^(?!123456)\d{6,8}$/);
      assert.match(run.card.puk ?? "00000000", /^(?!12345678)\d{8}$/);
    });
  }
});

it("a replay names each scenario that is judged otherwise, and that was not recorded", async () => {
  const trace = readCardTrace((await recordRun()).file);
  const replayed = [results[0], resultWith({ id: "A-02", example: "piv" }), resultWith({ id: "A-03" })];
  assert.deepEqual(
    changedVerdicts(
      trace,
      replayed.filter((one) => one !== undefined),
    ),
    [
      { scenario: "A-02[piv]", recorded: "failed", replayed: "passed" },
      { scenario: "A-03", recorded: "not recorded", replayed: "passed" },
    ],
  );
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
