import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeCommand, fromHex, toHex, type CardConnection } from "../../iso7816/index.ts";
import { InProcessReaders, VirtualCard, type InsertableCard } from "../../virtual-card/index.ts";
import { issueCard, passcode, puk } from "../../virtual-card/testing/issue-card.ts";
import { commandOf, targetsOf } from "./case-commands.ts";
import { type CardUnderTest, fillIn } from "./case-variables.ts";
import { pivCases } from "./piv-suite.ts";
import { runCase } from "./run-case.ts";
import type { ApduCase } from "./script.ts";

const about: CardUnderTest = { passcode, puk, keys: { "9A": "rsa-2048" } };
const application = fromHex("A00000030800001000");

function caseOf(id: string): ApduCase {
  return pivCases.find((one) => one.id === id) ?? assert.fail(`there is no ${id}`);
}

/** A connection to a card of ours that answers some commands otherwise: `answer` returns undefined for the others. */
async function connected(answer: (command: Uint8Array, card: VirtualCard) => Uint8Array | undefined) {
  const card = new VirtualCard(issueCard(), { accepts: ["short-passcode"] });
  const seen: InsertableCard = {
    atr: card.atr,
    powerOn: () => {
      card.powerOn();
    },
    reset: () => {
      card.reset();
    },
    transmit: (command) => answer(command, card) ?? card.transmit(command),
  };
  const readers = new InProcessReaders();
  readers.addReader("Reader");
  readers.insert("Reader", seen);
  return readers.connect("Reader");
}

describe("a case on a card", () => {
  it("says both what was wrong and what could not be undone", async () => {
    let changes = 0;
    const connection = await connected((command) => {
      const isChange = command[1] === 0x24 || command[1] === 0x2c;
      return isChange && (changes += 1) > 1 ? fromHex("6985") : undefined;
    });
    const allowed = ["reads", "spends-tries", "writes"] as const;
    const result = await runCase(connection, caseOf("PIV-CHANGE-03"), about, { allowed });
    assert.equal(result.verdict, "failed");
    assert.match(
      result.reason ?? "",
      /answered 9000 .*; besides, the testkit could not restore the card: .* is now 123 /,
    );
    assert.match(result.notRestored ?? "", /the passcode is now 123/);
  });

  it("writes nothing but object 5FC121 and slot 95", () => {
    const targets = pivCases.map(({ steps }) => targetsOf(steps));
    assert.deepEqual([...new Set(targets.flatMap(({ objects }) => objects))], ["5FC121"]);
    // 7F is no slot of any PIV card.
    assert.deepEqual([...new Set(targets.flatMap(({ slots }) => slots))], [0x95, 0x7f]);
  });

  it("asks for another absent application than the other cases, so that one fault of a card counts once", () => {
    const absent = ["PIV-SELECT-03", "PIV-SELECT-04", "PIV-SELECT-05"].map((id) =>
      caseOf(id).steps.flatMap(({ send = "" }) => {
        if (!send.startsWith("00 A4")) return [];
        const { data = new Uint8Array() } = decodeCommand(commandOf(send)) ?? {};
        return toHex(data).startsWith(toHex(application)) ? [] : [toHex(data)];
      }),
    );
    const all = absent.flat();
    assert.ok(absent.every(({ length }) => length > 0));
    assert.equal(new Set(all).size, all.length);
  });

  it("warns of a status word that the clause does not fix: a cut tag list, refused with 6984", async () => {
    const connection = await connected((command) => (command[1] === 0xcb ? fromHex("6984") : undefined));
    const { verdict, reason = "" } = await runCase(connection, caseOf("PIV-GET-10"), about);
    assert.equal(verdict, "warning");
    assert.match(reason, /answered 6984 .* SP 800-73-4, Part 2, 3\.1\.2 does not fix the status word$/);
  });

  it("says that the administration key was not given, and not that the card has none", async () => {
    const connection: CardConnection = await connected(() => undefined);
    const needing = pivCases.filter(({ needs }) => needs.includes("administration"));
    assert.ok(needing.length > 0);
    for (const test of needing) {
      const { reason } = await runCase(connection, test, about, { allowed: [test.effect] });
      assert.equal(reason, "it needs the administration key (--administration-key)", test.id);
    }
  });

  for (const [algorithm, bytes] of [
    ["p-256", 32],
    ["p-384", 48],
    ["rsa-2048", 256],
    ["rsa-3072", 384],
  ] as const) {
    it(`has ${algorithm} keys sign ${bytes} bytes`, () => {
      const template = fromHex(fillIn("${sign:9A}", { ...about, keys: { "9A": algorithm } }, new Map()));
      const lengthAt = Buffer.from(template).indexOf(fromHex("820081")) + 3;
      const [first = 0, second = 0, third = 0] = template.subarray(lengthAt);
      const length = first === 0x82 ? second * 256 + third : first;
      assert.equal(length, bytes);
    });
  }
});
