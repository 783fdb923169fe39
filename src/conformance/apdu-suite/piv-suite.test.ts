import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromHex, toHex, type CardConnection } from "../../iso7816/index.ts";
import {
  cardFault,
  faultyCard,
  InProcessReaders,
  VirtualCard,
  type InsertableCard,
  type VirtualCardOptions,
} from "../../virtual-card/index.ts";
import { withObject } from "../../virtual-card/testing/unusual-cards.ts";
import { issueCard, passcode, puk } from "../../virtual-card/testing/issue-card.ts";
import { pivCases, runPivSuite } from "./piv-suite.ts";
import type { ApduResult } from "./apdu-result.ts";
import { runCase, type RunOptions } from "./run-case.ts";
import { scriptSchema } from "./script.ts";
import type { CardUnderTest } from "./case-variables.ts";

const everything: RunOptions = { allowed: ["reads", "spends-tries", "writes", "locks"] };
const administrationKeys = {
  "3des": { algorithmId: 0x03, cipher: "des-ede3-ecb", key: fromHex("0102030405060708".repeat(3)) },
  "aes-128": { algorithmId: 0x08, cipher: "aes-128-ecb", key: fromHex("0102030405060708".repeat(2)) },
};

function underTest(rest: Partial<CardUnderTest> = {}): CardUnderTest {
  const administrationKey = administrationKeys["3des"];
  return { passcode, puk, keys: { "9A": "rsa-2048", "9C": "p-256" }, administrationKey, ...rest };
}

function inReader(card: InsertableCard): () => Promise<CardConnection> {
  const readers = new InProcessReaders();
  readers.addReader("Reader");
  readers.insert("Reader", card);
  return () => readers.connect("Reader");
}

async function resultsOf(card: InsertableCard, about: CardUnderTest, options?: RunOptions): Promise<ApduResult[]> {
  const results: ApduResult[] = [];
  for await (const result of runPivSuite(inReader(card), about, options)) results.push(result);
  return results;
}

const cardOf = (profile: string, options?: VirtualCardOptions) => new VirtualCard(issueCard({ profile }), options);
const failures = (results: readonly ApduResult[]) =>
  results.filter(({ verdict }) => verdict === "failed").map(({ id, reason }) => `${id}: ${reason ?? ""}`);

describe("the APDU suite for PIV cards", () => {
  it("has a stable id for each case, and knows each field of its scripts", () => {
    assert.equal(new Set(pivCases.map(({ id }) => id)).size, pivCases.length);
    const [first] = pivCases;
    assert.throws(() => scriptSchema.parse({ group: "x", cases: [{ ...first, colour: "blue" }] }), /colour/);
  });

  it("passes on piv", async () => {
    const results = await resultsOf(cardOf("piv"), underTest(), everything);
    assert.deepEqual(failures(results), []);
    assert.deepEqual(new Set(results.map(({ verdict }) => verdict)), new Set(["passed", "not-applicable"]));
  });

  it("passes on piv-strict", async () => {
    const card = underTest({ administrationKey: administrationKeys["aes-128"] });
    assert.deepEqual(failures(await resultsOf(cardOf("piv-strict"), card, everything)), []);
  });

  it("catches what piv-lenient forgives", async () => {
    const failed = failures(await resultsOf(cardOf("piv-lenient"), underTest(), everything));
    assert.deepEqual(
      failed.map((line) => line.slice(0, 11)),
      ["PIV-AUTH-05", "PIV-AUTH-06"],
    );
  });

  it("passes without contacts", async () => {
    const results = await resultsOf(
      cardOf("piv", { interface: "contactless" }),
      underTest({ interface: "contactless" }),
      everything,
    );
    assert.deepEqual(failures(results), []);
    assert.ok(results.filter(({ verdict }) => verdict === "passed").length >= 5);
  });

  it("only reads unless more is allowed, and leaves the card as it was", async () => {
    const card = cardOf("piv");
    const before = card.image;
    const results = await resultsOf(card, underTest());
    assert.deepEqual(card.image, before);
    assert.ok(results.some(({ verdict }) => verdict === "skipped"));
    assert.deepEqual(failures(results), []);
  });

  it("gives every try back when it spends some", async () => {
    const card = cardOf("piv");
    await resultsOf(card, underTest(), everything);
    const { pin, puk: pukRecord } = card.image.applets[0]?.references ?? {};
    assert.deepEqual([pin?.triesLeft, pukRecord?.triesLeft], [3, 3]);
  });

  it("leaves objects and slots alone that the card uses", async () => {
    const iris = withObject(issueCard(), "5FC121", fromHex("BC03010203"));
    const card = new VirtualCard(withObject(iris, "5FC120", fromHex("7003010203")));
    const before = card.image;
    const results = await resultsOf(card, underTest(), { allowed: ["writes"] });
    assert.deepEqual(card.image.applets[0]?.keys, before.applets[0]?.keys);
    const [now, then] = [card.image, before].map(({ applets: [applet] }) => applet?.type === "piv" && applet.objects);
    assert.deepEqual(now, then);
    for (const id of ["PIV-PUT-01", "PIV-PUT-03", "PIV-GENERATE-01", "PIV-GENERATE-02"]) {
      const { verdict, reason = "" } = results.find((result) => result.id === id) ?? {};
      assert.equal(verdict, "not-applicable", id);
      assert.match(reason, /the card already uses the object 5FC12[01], so the testkit does not write to it/);
    }
  });

  it("is not failed for a refusal with a status word that the clause does not fix", async () => {
    const card = faultyCard(issueCard(), [cardFault("wrong-status-word:DB=6985")]);
    const results: ApduResult[] = [];
    for await (const result of runPivSuite(inReader(card), underTest(), everything)) results.push(result);
    const { verdict, reason = "" } = results.find(({ id }) => id === "PIV-PUT-01") ?? {};
    assert.equal(verdict, "warning");
    assert.match(
      reason,
      /answered 6985 .* the clause names 6982; SP 800-73-4, Part 2, 3\.3\.2 does not fix the status word$/,
    );
  });

  for (const [what, asPlain, id] of [
    ["a channel", 0x01, "PIV-CLASS-02"],
    ["a class of its maker's", 0xa0, "PIV-CLASS-01"],
  ] as const) {
    it(`is not failed for what no source fixes, such as ${what} that the card takes for the basic one`, async () => {
      const card = cardOf("piv");
      const forgiving: InsertableCard = {
        atr: card.atr,
        powerOn: () => {
          card.powerOn();
        },
        reset: () => {
          card.reset();
        },
        transmit: ([cla = 0, ...rest]) => card.transmit(Uint8Array.of(cla === asPlain ? 0x00 : cla, ...rest)),
      };
      const results = await resultsOf(forgiving, underTest(), everything);
      assert.deepEqual(failures(results), []);
      const { verdict, reason = "" } = results.find((result) => result.id === id) ?? {};
      assert.equal(verdict, "warning");
      assert.match(reason, /answered (?:9000|61..) .* expected a refusal, such as .*6E00; no clause says/);
    });
  }

  it("does not fail a card that lacks an optional object", async () => {
    const card = faultyCard(issueCard(), [cardFault("wrong-status-word:DB=6A81")]);
    const results: ApduResult[] = [];
    for await (const result of runPivSuite(inReader(card), underTest(), everything)) results.push(result);
    assert.equal(results.find(({ id }) => id === "PIV-PUT-03")?.verdict, "not-applicable");
  });

  it("does not fail a card that keeps an empty object, has little room, or fewer algorithms in slot 95", async () => {
    const card = cardOf("piv");
    const otherAnswers = [
      ["PIV-PUT-04", /^10DB3FFF..5C035FC1215382012C/, "6A84"],
      ["PIV-GENERATE-03", /^0047009505AC03800114/, "6A80"],
      ["PIV-CHAIN-02", /^10DB3FFF045C035FC1$/, "6A80"],
    ] as const;
    const other: InsertableCard = {
      atr: card.atr,
      powerOn: () => {
        card.powerOn();
      },
      reset: () => {
        card.reset();
      },
      transmit: (command) => {
        const [, , given] = otherAnswers.find(([, sent]) => sent.test(toHex(command))) ?? [];
        if (given !== undefined) return fromHex(given);
        const answer = card.transmit(command);
        const isCleared = toHex(command).startsWith("00CB3FFF055C035FC121") && toHex(answer) === "6A82";
        return isCleared ? fromHex("53009000") : answer;
      },
    };
    const results = await resultsOf(other, underTest(), everything);
    assert.deepEqual(failures(results), []);
    const verdictOf = (id: string) => results.find((result) => result.id === id)?.verdict;
    assert.deepEqual(
      ["PIV-PUT-03", "PIV-PUT-04", "PIV-GENERATE-03", "PIV-CHAIN-02"].map((id) => verdictOf(id)),
      ["warning", "not-applicable", "not-applicable", "warning"],
    );
    for (const [id, , given] of otherAnswers) {
      assert.match(results.find((result) => result.id === id)?.reason ?? "", new RegExp(`the card answered ${given} `));
    }
  });

  it("never names the passcode in a reason", async () => {
    const connection = await inReader(cardOf("piv"))();
    const broken: CardConnection = { ...connection, transmit: () => Promise.resolve(fromHex("6F00")) };
    for (const test of pivCases) {
      const { reason = "" } = await runCase(broken, test, underTest(), everything);
      assert.doesNotMatch(reason, /123456|313233343536/);
    }
  });
});
