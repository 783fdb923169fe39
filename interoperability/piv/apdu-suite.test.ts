import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { openPcscReaders } from "../../src/client/index.ts";
import { runPivSuite } from "../../src/conformance/apdu-suite/piv-suite.ts";
import { fromHex } from "../../src/iso7816/index.ts";
import { cardForPrograms, type CardForPrograms, skipWithoutCardPrograms, readerName } from "../card-for-programs.ts";
import { passcode, pivCard, puk } from "./full-card.ts";

const skip = skipWithoutCardPrograms();
let card: CardForPrograms;

before(async () => {
  if (skip !== false) return;
  card = await cardForPrograms(pivCard());
  Object.assign(process.env, card.environment);
});
after(() => (skip === false ? card.stop() : undefined));

it("passes on a card in a PC/SC reader", { skip }, async () => {
  const readers = await openPcscReaders();
  const about = {
    passcode,
    puk,
    keys: { "9A": "rsa-2048", "9C": "p-256" },
    administrationKey: { algorithmId: 0x03, cipher: "des-ede3-ecb", key: fromHex("0102030405060708".repeat(3)) },
  } as const;
  const failed: string[] = [];
  let passed = 0;
  const options = { allowed: ["reads", "spends-tries", "writes"] } as const;
  for await (const result of runPivSuite(() => readers.connect(readerName), about, options)) {
    if (result.verdict === "failed") failed.push(`${result.id}: ${result.reason ?? ""}`);
    if (result.verdict === "passed") passed += 1;
  }
  assert.deepEqual(failed, []);
  assert.ok(passed > 50, `only ${passed} cases ran`);
});
