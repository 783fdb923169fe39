import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CardConnection } from "../../iso7816/index.ts";
import { fromHex } from "../../iso7816/index.ts";
import { cardFault, faultyCard, InProcessReaders, VirtualCard, type InsertableCard } from "../../virtual-card/index.ts";
import { issueCard, passcode, puk } from "../../virtual-card/testing/issue-card.ts";
import type { ApduResult } from "./apdu-result.ts";
import { runCase, type RunOptions } from "./run-case.ts";
import { runSeries8Suite, series8Cases, series8UnderTest } from "./series8-suite.ts";

const everything: RunOptions = { allowed: ["reads", "spends-tries", "writes"] };
const cardOf = (profile: string) => new VirtualCard(issueCard({ profile }));

function inReader(card: InsertableCard): () => Promise<CardConnection> {
  const readers = new InProcessReaders();
  readers.addReader("Reader");
  readers.insert("Reader", card);
  return () => readers.connect("Reader");
}

async function resultsOf(card: InsertableCard, options?: RunOptions, known: { puk?: string } = { puk }) {
  const connect = inReader(card);
  const connection = await connect();
  const about = { ...(await series8UnderTest(connection)), passcode, ...known };
  await connection.disconnect();
  const results: ApduResult[] = [];
  for await (const result of runSeries8Suite(connect, about, options)) results.push(result);
  return results;
}

const failures = (results: readonly ApduResult[]) =>
  results.filter(({ verdict }) => verdict === "failed").map(({ id, reason }) => `${id}: ${reason ?? ""}`);

describe("the APDU suite for series 8 cards", () => {
  it("has a stable id for each case", () => {
    assert.equal(new Set(series8Cases.map(({ id }) => id)).size, series8Cases.length);
  });

  it("refuses a card of another series by name", async () => {
    const connection = await inReader(cardOf("piv"))();
    await assert.rejects(series8UnderTest(connection), {
      name: "RangeError",
      message: "the suite is for series 8 cards, and this is a PIV card of series 9",
    });
  });

  for (const profile of ["series8", "series8-awp"]) {
    it(`passes on ${profile}, and gives every try back`, async () => {
      const card = cardOf(profile);
      const results = await resultsOf(card, everything);
      assert.deepEqual(failures(results), []);
      assert.deepEqual(new Set(results.map(({ verdict }) => verdict)), new Set(["passed"]));
      const { pin, puk: unblocking } = card.image.applets[0]?.references ?? {};
      assert.deepEqual([pin?.triesLeft, unblocking?.triesLeft], [3, 3]);
    });
  }

  it("only reads unless more is allowed, and leaves the card as it was", async () => {
    const card = cardOf("series8");
    const before = card.image;
    const results = await resultsOf(card);
    assert.deepEqual(card.image, before);
    assert.deepEqual(failures(results), []);
    assert.ok(results.some(({ verdict }) => verdict === "skipped"));
  });

  it("leaves out what needs an unblocking code that nobody knows", async () => {
    const left = (await resultsOf(cardOf("series8"), everything, {})).filter(
      ({ verdict }) => verdict === "not-applicable",
    );
    assert.deepEqual(
      left.map(({ id }) => id),
      ["S8-CHANGE-03", "S8-RESET-01", "S8-RESET-02"],
    );
  });

  it("notices a card that answers wrongly", async () => {
    const card = faultyCard(issueCard({ profile: "series8" }), [cardFault("wrong-status-word:84=6F00")]);
    assert.deepEqual(
      failures(await resultsOf(card)).map((line) => line.slice(0, 15)),
      ["S8-CHALLENGE-01"],
    );
  });

  it("never names the passcode in a reason", async () => {
    const connection = await inReader(cardOf("series8"))();
    const about = { ...(await series8UnderTest(connection)), passcode, puk };
    const broken: CardConnection = { ...connection, transmit: () => Promise.resolve(fromHex("6F00")) };
    for (const test of series8Cases) {
      const { reason = "" } = await runCase(broken, test, about, everything);
      assert.doesNotMatch(reason, /123456|313233343536/);
    }
  });
});
